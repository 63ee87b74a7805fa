# ما تقوله الرسالة من تلقاء نفسها
page = صفحة { $page } من { $pages }
from = من
to = إلى
date = التاريخ
signature = التوقيع
sources = المصادر
