## Roles

role-counsellor = Консультант
role-counsellor-text = Розмовляє з родинами.
role-team-lead = Фаховий керівник
role-team-lead-text = Бачить чергу і хто на роботі.
role-policy-officer = Фахівець із сімейної політики
role-policy-officer-text = Обчислює, що змінила б реформа. Не бачить розмов.
role-administrator = Адміністратор
role-administrator-text = Запрошує колег і стежить за роботою системи.
role-data-protection-officer = Відповідальний за захист даних
role-data-protection-officer-text = Бачить, хто що переглядав.

## Signing in

sign-in-title = Увійти
sign-in-lead = Для тих, хто тут працює. Якщо вам потрібна допомога, входити не треба.
sign-in-help = Мені потрібна допомога
sign-in-email = Електронна пошта
sign-in-email-missing = Напишіть свою електронну адресу.
sign-in-password = Пароль
sign-in-password-missing = Напишіть свій пароль.
sign-in-wrong = Адреса й пароль не підходять одне до одного. Спробуйте ще раз або скористайтеся ключем доступу.
sign-in-go = Далі
sign-in-passkey = Увійти з ключем доступу
sign-in-passkey-hint = Відбиток пальця, обличчя або ключ безпеки. Тоді код не потрібен.
sign-in-demo = Увійти одним натисканням у демо
passkey-failed = Із ключем доступу не вийшло. Спробуйте ще раз.
code-title = Ваш одноразовий код
code-lead = Відкрийте застосунок на телефоні й напишіть шість цифр.
code-label = Одноразовий код
code-hint = Якщо телефону немає, напишіть один із резервних кодів.
code-missing = Напишіть код.
code-wrong = Код не підходить або вже використаний. Дочекайтеся наступного і спробуйте ще раз.
code-go = Увійти

## Coming in for the first time

invitation-title = Ласкаво просимо
invitation-lead = Вас запрошено як: { $roles }. Виберіть ім'я та пароль і підготуйте телефон.
invitation-email = Ви входите з адресою { $email }
invitation-name = Ваше ім'я
invitation-name-hint = Його бачать колеги й родини. Досить самого імені.
invitation-name-missing = Напишіть своє ім'я.
invitation-password = Виберіть пароль
invitation-password-hint = Щонайменше { $least } знаків. Наприклад, чотири слова, не пов'язані між собою.
invitation-password-short = Пароль закороткий. Потрібно щонайменше { $least } знаків.
invitation-password-long = Пароль задовгий. Щонайбільше { $most } знаків.
invitation-password-easy = Пароль надто легко вгадати. Виберіть такий, що не схожий на ваше ім'я чи адресу.
invitation-phone = Одноразові коди на телефоні
invitation-phone-lead = Відкрийте на телефоні застосунок для одноразових кодів і відскануйте зображення.
invitation-picture = Зображення для сканування застосунком
invitation-typed = Якщо не можете сканувати, введіть цей ключ у застосунок:
invitation-code = Код із застосунку
invitation-code-hint = Шість цифр. Вони змінюються що пів хвилини.
invitation-code-wrong = Код не підходить. Напишіть шість цифр, які застосунок показує зараз.
invitation-go = Почати
invitation-gone = Запрошення вже не діє
invitation-gone-text = Воно використане або застаріле. Попросіть нове. Якщо доступ уже є, увійдіть.
recovery-title = Ваші резервні коди
recovery-lead = Зберігайте їх у надійному місці. Кожен код спрацює один раз, якщо ви втратите телефон. Показати їх знову ми не зможемо.
recovery-go = Зберегли

## The demo

demo-title = Спробуйте Favn
demo-lead = Усі тут вигадані. Ким ви хочете бути?
demo-go = Увійти як { $name }
demo-family = Людина, якій потрібна допомога
demo-family-text = Напишіть так, як написала б родина. Без імені.
demo-family-go = На головну сторінку
demo-nobody = Поки що немає за кого увійти.

## One's own account

account-title = Ваш обліковий запис
account-email = Електронна пошта
account-roles = Ролі
account-sign-out = Вийти
account-sessions = Де ви ввійшли
account-session-here = Цей браузер
account-session-elsewhere = Інший браузер
account-session-facts = Від { $since }. Востаннє { $seen }.
account-session-end = Вийти там
account-passkeys = Ключі доступу
account-passkeys-lead = Із ключем доступу ви входите за відбитком, обличчям або ключем безпеки.
account-passkeys-none = Поки що немає жодного.
account-passkeys-away = За цією адресою вони не працюють. Потрібна адреса з https та іменем.
account-passkey-name = Назва ключа
account-passkey-name-hint = Наприклад, Мій телефон.
account-passkey-name-new = Мій ключ
account-passkey-add = Додати ключ доступу
account-passkey-added = Додано { $since }.
account-passkey-used = Востаннє використано { $seen }.
account-passkey-remove = Вилучити ключ { $name }
account-recovery = Резервні коди
account-recovery-left = { $count ->
    [0] Не лишилося жодного.
    [one] Лишився { $count } код.
    [few] Лишилося { $count } коди.
    [many] Лишилося { $count } кодів.
   *[other] Лишилося { $count } коду.
}
account-recovery-hint = Коли ви створите нові, старі перестануть діяти.
account-recovery-new = Створити нові резервні коди

## Staff

staff-title = Працівники
staff-invite = Запросити колегу
staff-invite-name = Ім'я
staff-invite-roles = Що колега має вміти робити?
staff-invite-go = Надіслати запрошення
staff-email-wrong = Напишіть повну адресу, наприклад mette@example.dk.
staff-email-taken = Людина з такою адресою вже є.
staff-roles-missing = Виберіть принаймні одну роль.
staff-invited = Запрошення вже прямує до { $email }. Ви можете передати посилання і самі:
staff-invited-by-hand = Запрошення для { $email } готове. Передайте посилання самі:
staff-waiting = Чекаємо на відповідь
staff-waiting-until = Діє до { $until }.
staff-since = Від
staff-inactive = Закрито від { $since }
staff-deactivate = Закрити доступ для { $name }
staff-reactivate = Повернути доступ для { $name }
staff-last = Має бути принаймні один адміністратор. Спершу передайте роль іншій людині.

## Languages

languages-title = Мови
languages-lead = Усі сторінки є цими мовами.
languages-reviewed = Перевірено: { $who }
languages-reviewed-on = Перевірено: { $who }, { $day }
languages-unreviewed = Ще не перевірено носієм мови

## What the machine could not do

dead-title = Невдалі завдання
dead-lead = Favn багато разів безуспішно намагався їх виконати. Усуньте причину і спробуйте знову.
dead-none = Усе зроблено
dead-none-text = Невдалих завдань немає.
dead-queued = Поставлено в чергу
dead-given-up = Припинено
dead-attempts = Спроби
dead-why = Чому
dead-revive = Спробувати знову

## The audit log

audit-title = Хто що робив
audit-lead = Щоразу, коли хтось переглядає розмову чи щось змінює, це записується тут. Потім це не можна змінити.
audit-whole = { $lines ->
    [one] Журнал цілий. У ньому { $lines } рядок.
    [few] Журнал цілий. У ньому { $lines } рядки.
    [many] Журнал цілий. У ньому { $lines } рядків.
   *[other] Журнал цілий. У ньому { $lines } рядка.
}
audit-broken = Журнал змінено в рядку { $place }. Хтось був у базі даних поза Favn.
audit-why = Причина: { $reason }
audit-none = Тут іще нічого не сталося
audit-older = Старіші рядки
audit-family = Родина
audit-stranger = Людина без імені
audit-program = Сам Favn
act-read-conversation = Читання розмови
act-take-conversation = Розмову взято
act-end-conversation = Розмову завершено
act-delete-conversation = Розмову вилучено
act-break-glass = Відкрито розмову колеги
act-sign-in = Вхід
act-sign-out = Вихід
act-invite = Запрошено колегу
act-accept-invitation = Запрошення прийнято
act-deactivate = Доступ закрито
act-reactivate = Доступ повернуто
act-add-passkey = Додано ключ доступу
act-remove-passkey = Вилучено ключ доступу
act-renew-recovery-codes = Створено нові резервні коди
act-read-audit = Читання журналу
act-revive-job = Завдання запущено знову
