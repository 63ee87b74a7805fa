## Find help: where, what, for whom

find-title = Знайдіть допомогу поруч
find-lead = Напишіть, де ви і що вам потрібно. Не треба казати, хто ви.
find-near = Де ви?
find-near-hint = Поштовий індекс, місто або комуна. Поле можна залишити порожнім.
find-need = Що вам потрібно?
find-need-hint = Пишіть своїми словами: гроші, житло, з ким поговорити.
find-for = Для кого допомога?
find-for-anyone = Для всіх
find-button = Знайти допомогу
find-topics = Оберіть тему
find-all-topics = Усі теми
find-which = Яке місце ви маєте на увазі?
find-which-text = До { $near } підходить кілька місць. Оберіть своє.
find-unknown = Ми не знаємо такого місця. Напишіть індекс із чотирьох цифр, місто або комуну.
find-near-heading = Поруч: { $place }
find-everywhere-heading = Місця в країні
find-nationwide-heading = Допомога по всій Данії
find-elsewhere-heading = Інші місця в країні
find-tell-where = Напишіть свій індекс, і ми покажемо спершу найближче.
find-widened-words = Ми не знайшли нічого з усіма вашими словами. Ось допомога, що підходить до деяких із них.
find-widened-no-words = Ми не знайшли нічого з вашими словами. Ось інша допомога для вас.
find-widened-everything = Ми не знайшли точного збігу. Ось уся допомога, яку ми знаємо.
find-nothing = Поки що нам нема що показати.
find-holiday = Сьогодні свято, і години можуть бути іншими. Зателефонуйте, перш ніж іти.
find-more = Показати ще
find-talk = Ви також можете написати нам.
find-talk-link = Напишіть нам

## Terms that offers are sorted by

need = { $code ->
    [sociale] Щоденне життя і підтримка
    [faellesskab] Спілкування і друзі
    [psykologi] Думки і почуття
    [oekonomi] Гроші
    [sundhed] Тіло і здоров’я
    [jura] Закон і права
    [uddannelse] Школа і навчання
   *[other] Інше
}
kind = { $code ->
    [raadgivning] Консультація
    [netvaerk] Коло спілкування
    [aktivitet] Заняття
    [oekonomisk_hjaelp] Допомога грошима
    [behandling] Лікування
    [krisecenter] Кризовий центр
    [telefonlinje] Телефонна лінія
    [kursus] Курс
    [butik] Крамниця
   *[other] Пропозиція
}
audience = { $code ->
    [gravid] Вагітні
    [mor] Матері
    [far] Батьки-чоловіки
    [foraeldre] Батьки
    [barn] Діти
    [ung_foraelder] Молоді батьки
    [voldsudsat] Люди, що зазнають насильства
    [psykisk_saarbar] Люди, яким важко душевно
    [minoritet] Меншини
    [flygtning] Біженці
   *[other] Інші
}
channel = { $code ->
    [fysisk] Прийти особисто
    [telefon] Телефон
    [chat] Чат
    [digital] Онлайн
    [video] Відео
   *[other] В інший спосіб
}
language-name = { $code ->
    [da] Данська
    [en] Англійська
    [ar] Арабська
    [uk] Українська
    [kl] Гренландська
    [fo] Фарерська
    [de] Німецька
    [sv] Шведська
    [no] Норвезька
    [pl] Польська
    [ro] Румунська
    [ru] Російська
    [tr] Турецька
    [so] Сомалійська
    [fa] Перська
    [ku] Курдська
    [ur] Урду
    [es] Іспанська
    [fr] Французька
    [ti] Тигринья
    [mul] Багато мов
   *[other] Мова з кодом { $code }
}

## Whether it is open

open-until = Відчинено до { $time }
open-always = Відчинено цілодобово
closed-opens-today = Зачинено. Відчиниться о { $time }
closed-opens = Зачинено. Відчиниться: { $day }, { $time }
closed = Зачинено
open-unknown = Ми не знаємо, чи зараз відчинено.

## One offer on a card

card-nationwide = Уся Данія
card-unverified = Не підтверджено
card-verified = Підтверджено
card-anonymous = Можна анонімно
card-free = Безкоштовно
card-price = Ціна
card-hours = Години роботи
card-where = Місце
card-who = Хто допомагає
card-secret = Таємна адреса, комуна { $municipality }
card-secret-somewhere = Таємна адреса
card-municipality = Комуна { $municipality }
card-away = { $distance } від вас
card-close = Поруч із вами
card-source = Джерело: { $date }
card-source-undated = Джерело без дати

## One offer on its page

show-back = Назад до пошуку
show-back-talk = Назад до розмови
show-danish = Текст данською, як його написали самі організатори.
show-unverified = Це з відкритої сторінки. Ніхто не питав, чи це ще правильно. Запитайте там, перш ніж іти.
show-verified = Ці відомості підтвердили на місці: { $date }.
show-old = Джерелу понад два роки.
show-what = Про пропозицію
show-contact = Контакти
show-contact-none = У нас немає телефону чи електронної пошти цього місця. Можливо, вони є тут:
show-call = Зателефонувати
show-email = Написати листа
show-web = Перейти на сайт
show-leaves = Це посилання веде за межі Favn.
show-for = Для кого
show-ways = Як отримати допомогу
show-about = Про що
show-kind = Вид допомоги
show-languages = Мови
show-hours = Години роботи
show-anonymous = Чи можна анонімно
show-anonymous-yes = Так
show-unknown = Ми не знаємо: { $what }.
show-unknown-what = { $what ->
    [hours] години роботи
    [price] ціна
   *[other] чи можна анонімно
}
show-places = Місця
show-secret = Адреса таємна, щоб захистити тих, хто там живе. Зателефонуйте, і вам допоможуть дістатися.
show-secret-staff = Лише для працівників:
show-source = Джерело
show-source-link = Сторінка, з якої взято відомості
show-closed-down = Зараз ця пропозиція недоступна.
