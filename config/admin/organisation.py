"""What an organisation's admin shows."""

from config.admin.sites import organisation_site
from responses.admin import ResponsesAdmin
from responses.models import Response
from surveys.admin import SurveysAdmin
from surveys.models import Survey
from tenants.admin.people import PeopleAdmin
from tenants.people.models import User
from webhooks.admin import EventsAdmin
from webhooks.models import Event

organisation_site.register(User, PeopleAdmin)
organisation_site.register(Survey, SurveysAdmin)
organisation_site.register(Response, ResponsesAdmin)
organisation_site.register(Event, EventsAdmin)

urls = organisation_site.urls
