role-counsellor = مستشارة
role-team-lead = المسؤولة المهنية
role-administrator = مسؤول النظام
role-data-protection-officer = مسؤول حماية البيانات
