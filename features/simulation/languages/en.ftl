## A reform, simulated: the brief, the page and the command's text

sim-title = What a reform would do
sim-title-law = What the law gives
sim-synthetic = Synthetic: no family here is real. The families are made up so that they add up to published figures, and the result can be wrong.
sim-about = { $families } made-up families stand for the { $children } children in Danish families.
sim-law = The law as on { $day } (version { $version }).
sim-drawn = Seed { $seed }, population { $population }.

sim-headline = In short
sim-figure = Figure
sim-value = Result
sim-range = Lowest to highest
sim-between = { $low } to { $high }
sim-with-range = { $value } ({ $range })
sim-cost = Cost in a year, million kr.
sim-poor-before = Children below the poverty line today
sim-poor-after = Children below the poverty line with the reform
sim-winners = Families with at least 100 kr. more a month
sim-losers = Families with at least 100 kr. less a month
sim-mean-gain = What they get more a month on average, kr.
sim-mean-loss = What they get less a month on average, kr.

sim-benefits = What it costs in a year, million kr.
sim-benefit = Benefit
sim-before = Today
sim-after = Reform
sim-change = Change
sim-tax = Tax that the families pay
sim-child-care = What the families pay for child care

sim-forms = By family
sim-family = Family
sim-form = { $form ->
    [par] Couples with their own children
    [sammenbragt] Blended families
    [enlig_mor] Mothers alone
    [enlig_far] Fathers alone
   *[other] Others
}
sim-works = By what the family lives on
sim-work = { $work ->
    [job] Every adult in work
    [ledig] One on unemployment benefit
    [et_job] One pay, the other without income
    [svag] Little pay, no benefit
    [su] One on a study grant
    [kontanthjaelp] One on social assistance
    [begge_kontanthjaelp] Both on social assistance
    [ydelse] One on another benefit
   *[other] Other
}
sim-families = Families
sim-children = Children
sim-part-before = Below the line today
sim-part-after = With the reform
sim-part-winners = Get more
sim-part-losers = Get less
sim-part-mean = More a month on average, kr.
sim-part-cost = Cost, million kr. a year
sim-places = Municipalities where families get most
sim-place = Municipality

sim-chart = Children below the poverty line

sim-marginal = What is lost of another 1,000 kr. of pay a month
sim-lost = Lost
sim-lost-at-most = At most { $to } %
sim-lost-between = { $from } to { $to } %
sim-lost-above = More than { $from } %
sim-adults = { $who ->
    [par] Couples
    [enlig] Single parents
    [kontanthjaelp] On social assistance
   *[alle] All
}
sim-high = More than 80 % lost, by whom
sim-percent = { $share } %

sim-sure = How sure is this?
sim-sure-text = { $others } other populations of { $families } families were made up, each from another seed and with every figure moved by chance as far as it may be off. The lowest and the highest result stand beside the figures that the answer rests on. Figures without a range are no surer. What is left out below is in no range.
sim-sure-none = No other populations were made up, so nothing says how sure the figures are.
sim-line = The poverty line is here half of the middle income after tax: { $line } kr. a year for one adult. Others count by OECD’s modified scale, as with Danmarks Statistik: 0.5 for each further person from 14 years, 0.3 for each child under 14. The line stays where it is under the reform. Students alone with children are not counted.
sim-compare = For comparison: Danmarks Statistik counted 47,200 children below its line in 2022 (AE, November 2023). This figure was not used to make up the families.

sim-left-out = What is left out
sim-left-out-habits = Nobody works more or less, moves or separates because of the reform.
sim-left-out-takeup = Everybody gets what they are entitled to. In life some do not apply, so costs are too high.
sim-left-out-elsewhere = The other home of children whose parents live apart, and so the half of the child benefit that is paid there.
sim-left-out-kinds = Parental leave, own businesses, wealth, owners’ interest and rental value, one-off payments, and help by judgement.
sim-left-out-places = How poor each municipality is: families are spread by number, rent and pay, and not by more.
sim-left-out-year = Pay and rents are those of 2026, whatever day is chosen.

sim-method = Method
sim-method-text = A joint table of family form, number of children, age of the youngest, municipalities, tenure and work is fitted to the figures below (iterative proportional fitting, { $rounds } rounds). Whole families are taken from it (truncate, replicate, sample). Days of birth, pay and rent are drawn within. The same rules that tell one family what it is entitled to are run over all of them, with and without the reform.
sim-sources = Where the figures come from
sim-sources-text = { $published } are published, { $derived } are worked out from published ones, { $assumed } are assumed. Each stands with its source in content/population.
sim-publishers = Published figures are those of Danmarks Statistik, Landsbyggefonden, Dansk Arbejdsgiverforening, Beskæftigelsesministeriet, Arbejderbevægelsens Erhvervsråd and Skatteministeriet, most of them as others tell them. The table sources.csv names them one by one.
sim-unverified = Not verified
sim-unverified-text = No lawyer has verified these acts as they stand in the program:
sim-again = To run it again
sim-reform-file = The reform, { $file }

## The page for those who speak for families

page-title = What would a reform do?
page-lead = The law is run over made-up families that are like Denmark, with a reform and without. It takes a moment.
page-which = Which reform?
page-law = None, only the law as it is
page-own = My own
page-own-text = Your reform
page-own-hint = Written as in docs/simulation.md. Choose “My own” above.
page-run = Work it out
page-busy = Another one is being worked out. Wait a little and try again.
page-missing = Choose a reform, or write your own.
page-wrong = The reform does not hold together
page-files = Take the result with you
page-files-text = Each file is worked out again from the same seed, so the numbers are the same. The tables are CSV.
page-brief-pdf = The brief of two pages, as PDF
page-brief-html = The brief of two pages, as a page to print
page-no-pdf = The PDF could not be made. Take the brief as a page; it can be printed.
page-places = By municipality
page-menu = Reforms
