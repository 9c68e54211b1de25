"""How Django's forms become HTML on the pages of staff."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Forms and fields by the templates of the design system; widgets by Django's own."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
