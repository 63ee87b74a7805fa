role-counsellor = Консультант
role-team-lead = Керівник групи
role-administrator = Адміністратор
role-data-protection-officer = Відповідальний за захист даних
