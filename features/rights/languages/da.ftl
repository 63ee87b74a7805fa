## The open interface: what is wrong with a request

api-kind-title = Det siger ikke, at det er JSON
api-kind-text = Send familien som JSON, og skriv Content-Type: application/json.
api-no-json-title = Det er ikke JSON
api-no-json-text = Noget står forkert ved linje { $line }, tegn { $column }.
api-version-title = Her er andre regler
api-version-text = Reglerne her har versionen { $here }. Spørg uden version, så svarer de.
api-wrong-title = Noget passer ikke
api-wrong-text = Under errors står hvert sted, og hvordan det kan rettes. Der er ikke gemt noget.
