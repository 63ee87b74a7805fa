role-counsellor = Counsellor
role-team-lead = Team lead
role-administrator = Administrator
role-data-protection-officer = Data protection officer
