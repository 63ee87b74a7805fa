# Те, що лист каже сам
page = Сторінка { $page } з { $pages }
from = Від
to = Кому
date = Дата
signature = Підпис
sources = Джерела
