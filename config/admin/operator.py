"""What the operators' admin shows."""

from django_celery_beat.models import ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask

from config.admin.sites import operator_site
from tenants.admin.organisations import OrganisationsAdmin
from tenants.admin.people import OperatorsAdmin
from tenants.admin.work import DueWorkAdmin, PeriodicTaskAdmin, ScheduleAdmin
from tenants.models import DueWork, Organisation
from tenants.people.models import User

operator_site.register(Organisation, OrganisationsAdmin)
operator_site.register(User, OperatorsAdmin)
operator_site.register(DueWork, DueWorkAdmin)
operator_site.register(PeriodicTask, PeriodicTaskAdmin)
operator_site.register([IntervalSchedule, CrontabSchedule, ClockedSchedule], ScheduleAdmin)

urls = operator_site.urls
