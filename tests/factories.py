"""People of the tests, as they are stored."""

from factory.declarations import LazyAttributeSequence
from factory.django import DjangoModelFactory, Password

from tenants.people.models import User
from tenants.permissions import Role
from tests.houses import PASSWORD


class PersonFactory(DjangoModelFactory[User]):
    """Somebody with the tests' password; an address of their own unless one is given."""

    class Meta:
        """Whom it makes."""

        model = User

    role = Role.EDITOR
    email = LazyAttributeSequence(lambda person, number: f"{person.role}-{number}@acme.example")
    password = Password(PASSWORD)
