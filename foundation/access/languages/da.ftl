role-counsellor = Rådgiver
role-team-lead = Faglig leder
role-administrator = Administrator
role-data-protection-officer = Databeskyttelsesrådgiver
