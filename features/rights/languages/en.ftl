## The open interface: what is wrong with a request

api-kind-title = It does not say that it is JSON
api-kind-text = Send the family as JSON, and write Content-Type: application/json.
api-no-json-title = It is not JSON
api-no-json-text = Something is wrong at line { $line }, character { $column }.
api-version-title = Other rules are here
api-version-text = The rules here have the version { $here }. Ask without a version, and they will answer.
api-wrong-title = Something does not fit
api-wrong-text = Each place stands under errors, with how to mend it. Nothing was kept.
