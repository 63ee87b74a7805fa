# Те, що лист каже сам
from = Від
to = Кому
date = Дата
signature = Підпис
sources = Джерела
