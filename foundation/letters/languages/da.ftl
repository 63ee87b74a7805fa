# Det, et brev siger af sig selv. Alt andet skriver den, der laver brevet.
page = Side { $page } af { $pages }
from = Fra
to = Til
date = Dato
signature = Underskrift
sources = Kilder
