## The open interface: what is wrong with a request

api-kind-title = الطلب لا يقول إنه JSON
api-kind-text = أرسل بيانات العائلة بصيغة JSON، واكتب Content-Type: application/json.
api-no-json-title = هذا ليس JSON
api-no-json-text = هناك خطأ في السطر { $line }، الحرف { $column }.
api-version-title = القواعد هنا إصدار آخر
api-version-text = إصدار القواعد هنا هو { $here }. اسأل من دون إصدار، فتجيبك هذه القواعد.
api-wrong-title = هناك شيء غير مناسب
api-wrong-text = تجد تحت errors كل موضع وكيف تصلحه. لم نحفظ شيئًا.
