## Components and shell: what every page says

shell-skip = Перейти до змісту
shell-navigation = Сторінки
shell-demo = Демо: люди й організація вигадані, і ніхто не читає.
shell-promise = Жодна родина не залишається наодинці.
language-chooser = Виберіть мову. Зараз:
quick-exit = Покинути сторінку
quick-exit-keys = Також можна двічі натиснути Escape.
field-optional = (необов’язково)
field-error = Помилка:
error-summary-title = Дещо треба виправити
select-choose = Виберіть
date-day = День
date-month = Місяць
date-year = Рік
notice-info = Варто знати:
notice-warn = Зверніть увагу:
notice-success = Готово:
notice-urgent = Терміново:
pagination-label = Інші сторінки
pagination-before = Назад
pagination-after = Далі
pagination-place = Сторінка { $page } з { $pages }
steps-place = Крок { $step } з { $steps }
queue-next = Ви наступні.
queue-place = Ваш номер у черзі: { $place }.
dialog-close = Закрити
message-you = Ви
message-sent = Надіслано
message-delivered = Доставлено
message-seen = Прочитано
message-send = Надіслати

## The component page of the demo

components-title = Компоненти
components-lead = Усі частини, з яких складаються сторінки, з прикладами.
example-start = Напишіть нам
example-find = Знайти допомогу
example-later = Пізніше
example-cancel = Скасувати
example-delete = Видалити розмову зараз
example-read-more = Докладніше про це
example-back = Назад
example-name = Як до вас звертатися?
example-name-hint = Ім’я або будь-яке вигадане ім’я.
example-story = Що вас зараз найбільше турбує?
example-story-hint = Пишіть стільки, скільки захочете.
example-story-value = Мені зараз важко.
example-phone = Номер телефону
example-phone-error = Номер телефону закороткий. Напишіть вісім цифр, наприклад 12 34 56 78.
example-email = Електронна пошта
example-password = Пароль
example-code = Одноразовий код
example-postcode = Поштовий індекс
example-postcode-hint = Чотири цифри, наприклад 5000.
example-postcode-error = Ми не знаємо індексу 9. Напишіть чотири цифри.
example-who = Хто ви?
example-pregnant = Вагітна
example-mother = Мама
example-father = Тато
example-father-hint = Вам тут так само раді.
example-needs = Що вам потрібно?
example-talk = З кимось поговорити
example-money = Допомога з грошима
example-company = Інші родини
example-municipality = Комуна
example-due = Коли очікуєте дитину?
example-due-hint = Наприклад, 24 3 2027.
example-info = Вам не потрібно казати, хто ви.
example-warn = Ми зачиняємося за десять хвилин. Завтра можна писати далі.
example-success = Розмову видалено.
example-urgent-title = Хтось зараз у небезпеці?
example-urgent = Телефонуйте 112.
example-offer = Відкриті консультації для вагітних і родин
example-offer-text = Завітайте або зателефонуйте. Можна поговорити із соціальним працівником чи психологом.
example-open = Зараз відчинено
example-unverified = Не підтверджено
example-closed = Зачинено
example-price = Ціна
example-free = Безкоштовно
example-distance = Відстань
example-source = За даними сторінки закладу, 3 листопада 2026 року.
example-call = Зателефонувати
example-change = Змінити
example-queue = У черзі
example-mine = Мої розмови
example-ended = Завершені
example-conversations = Розмови
example-delete-title = Видалити розмову?
example-delete-text = Вона зникне назавжди. Навіть ми не зможемо її прочитати.
example-today = Сьогодні о 14:02
example-yesterday = Учора о 9:30
example-event-written = Надійшло перше повідомлення
example-event-taken = Розмову прийняла Метте
example-author = Метте, консультантка
example-answer = Вітаю. Добре, що ви написали. Розкажете трохи, що саме важко?
example-shared = Це місце поруч із вами:
example-arrived = Метте зараз тут.
example-write = Напишіть повідомлення
example-wait = Зазвичай це менше ніж п’ять хвилин.
example-step = Про вас
example-empty = Ніхто не чекає
example-empty-text = Нові розмови з’являються самі.

## Failure pages: what happened, what was saved, what to do next

failure-not-found-title = Такої сторінки немає
failure-not-found-text = Ми не знаходимо сторінку, яку ви шукаєте. Можливо, її перенесли або видалили.
failure-not-found-next = Перейдіть на головну сторінку. Звідти можна знайти допомогу або написати нам.
failure-sign-in-title = Потрібно увійти
failure-sign-in-text = Ця сторінка для працівників, а ви зараз не увійшли.
failure-sign-in-next = Увійдіть у новому вікні. Потім поверніться сюди й надішліть ще раз.
failure-sign-in-go = Увійти
failure-forbidden-title = У вас немає доступу до цього
failure-forbidden-text = Ваша роль не дає доступу до цього.
failure-forbidden-next = Зверніться до керівника, якщо доступ потрібен вам для роботи.
failure-broken-text-title = Ми не змогли прочитати текст
failure-broken-text-text = Щось пошкодилося дорогою, і літери не читаються.
failure-broken-text-next = Поверніться назад у браузері й надішліть ще раз. Якщо це повториться, спробуйте інший браузер.
failure-bad-request-title = Ми цього не зрозуміли
failure-bad-request-text = Надіслане не підходить до цієї сторінки.
failure-bad-request-next = Відкрийте сторінку знову й спробуйте ще раз.
failure-form-title = Щось треба виправити
failure-form-text = Дещо з написаного бракує або не підходить.
failure-form-next = Виправте й надішліть ще раз.
failure-conflict-title = Хтось був першим
failure-conflict-text = Хтось змінив те саме, поки ви писали.
failure-conflict-next = Відкрийте сторінку знову й подивіться, як є тепер.
failure-too-many-title = Зачекайте трохи
failure-too-many-seconds = Це було зашвидко. Спробуйте знову через { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунди
    [many] { $seconds } секунд
   *[other] { $seconds } секунди
}.
failure-too-many-minutes = Було забагато спроб. Спробуйте знову через { $minutes ->
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
    [many] { $minutes } хвилин
   *[other] { $minutes } хвилини
}.
failure-too-many-next = Ви не зробили нічого поганого. Це обмеження захищає тих, кому потрібна допомога.
failure-too-large-title = Текст задовгий
failure-too-large-text = Ви написали більше, ніж ми можемо прийняти за один раз.
failure-too-large-next = Поділіть текст на частини й надсилайте їх по одній.
failure-stale-form-title = Сторінка застаріла
failure-stale-form-text = Сторінка була відкрита задовго, або ваш браузер не зберігає файли cookie.
failure-stale-form-next = Перегляньте написане й надішліть ще раз.
failure-foreign-form-title = Нічого не надіслано
failure-foreign-form-text = Інший сайт намагався надіслати щось від вашого імені. Ми це зупинили.
failure-foreign-form-next = Вам не треба нічого робити. Якщо хочете написати нам, почніть з головної сторінки.
failure-unavailable-title = Зараз у нас проблема
failure-unavailable-text = Система зараз не відповідає. Це наша помилка, не ваша.
failure-unavailable-next = Зачекайте хвилинку й спробуйте знову. Якщо хтось у небезпеці, телефонуйте 112.
failure-internal-title = У нас щось пішло не так
failure-internal-text = Сталася помилка. Це наша помилка, не ваша.
failure-internal-next = Спробуйте знову. Якщо хтось у небезпеці, телефонуйте 112.
failure-saved-nothing = Написане вами не надіслано.
failure-saved-unsure = Ми не знаємо, чи воно дійшло. Можете спокійно надіслати ще раз, збережеться лише один раз.
failure-your-text = Те, що ви написали
failure-also-sent = Що ще надсилається
failure-send-again = Надіслати ще раз
failure-open-again = Відкрити сторінку знову
failure-home = На головну сторінку
failure-reference = Якщо пишете чи телефонуєте нам про цю помилку, назвіть:

## Leaving unseen

neutral-title = Сторінка
neutral-heading = Приховати, про що сторінка
neutral-lead = Вкладка браузера показує назву сторінки. Ви можете попросити нас писати лише «Сторінка». Тоді назви не буде й у списку відвіданих сторінок. Адресу все одно видно.
neutral-is-on = Зараз ми пишемо лише «Сторінка».
neutral-is-off = Зараз ми пишемо назву сторінки.
neutral-on = Писати лише «Сторінка»
neutral-off = Знову писати назву сторінки
hiding-title = Якщо ніхто не має бачити, що ви тут
hiding-lead = Ми можемо допомогти приховати дещо, але не все. Прочитайте, що можете зробити ви.
hiding-danger = Якщо ви зараз у небезпеці, телефонуйте 112.
hiding-exit-title = Швидко покинути сторінку
hiding-exit-how = Натисніть кнопку «Покинути сторінку» або двічі клавішу Escape. Ви одразу потрапите на звичайну сторінку, а ми видалимо те, що ваш браузер зберіг про нас.
hiding-exit-code = Розмова теж закриється на вашому екрані. Вона не видаляється. Повернутися до неї можна лише з вашим кодом.
hiding-cannot-title = Чого ми не можемо приховати
hiding-history = Ваш браузер пам’ятає відвідані сторінки. Кнопка прибирає сторінку, на якій ви були, але не ті, що ви бачили раніше.
hiding-no-script = Якщо JavaScript вимкнено, кнопка «Назад» може показати, що ви тут були.
hiding-accounts = Якщо у браузері відкрито обліковий запис, яким користуються й інші, вони можуть побачити ваші відвідини на своєму пристрої.
hiding-bill = Якщо ви телефонуєте, номер може залишитися в телефоні та в рахунку.
hiding-router = Той, хто керує інтернетом удома чи на роботі, може бачити, які сайти ви відвідуєте.
hiding-watching = Ми не можемо помітити знімок екрана, шпигунську програму чи людину, яка дивиться через плече.
hiding-can-title = Що можете зробити ви
hiding-private = Користуйтеся приватним вікном. Тоді браузер забуде сторінку, коли ви його закриєте.
hiding-other-device = Скористайтеся чужим телефоном або комп’ютером у бібліотеці, якщо думаєте, що за вашим стежать.
hiding-titles = Ви можете попросити нас не писати, про що сторінка:
hiding-we-title = Чого ми не зберігаємо
hiding-we = Ми не зберігаємо вашу інтернет-адресу і не зберігаємо, яким телефоном чи комп’ютером ви користуєтеся.
hiding-draft = Те, що ви зараз пишете, пам’ятає лише ваша вкладка. Воно зникне, коли ви його надішлете, покинете сторінку чи закриєте вкладку.
hiding-leave = Покинути сторінку зараз
