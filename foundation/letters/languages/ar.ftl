# ما تقوله الرسالة من تلقاء نفسها
from = من
to = إلى
date = التاريخ
signature = التوقيع
sources = المصادر
