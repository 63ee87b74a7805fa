## The open interface: what is wrong with a request

api-kind-title = У запиті не сказано, що це JSON
api-kind-text = Надішліть дані сім’ї як JSON і напишіть Content-Type: application/json.
api-no-json-title = Це не JSON
api-no-json-text = Помилка в рядку { $line }, символ { $column }.
api-version-title = Тут інші правила
api-version-text = Правила тут мають версію { $here }. Запитайте без версії, і вони дадуть відповідь.
api-wrong-title = Щось не підходить
api-wrong-text = У errors названо кожне місце і як його виправити. Ми нічого не зберегли.
