"""Forms to invite, to add somebody known, and to change or end a role."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.members import rules
from agencies.members.houses import House
from agencies.models import Agency, Branch, Region, Role, User
from agencies.models.people import AGENCY_ROLES
from agencies.pages.forms import AgencyChoiceField, DayInput, WorkbookInput

PHONE = RegexValidator(
    r"^\+?[\d\s().-]{8,20}$", _("Write the number with digits only, such as 0812 3456 7890.")
)

# Kind of place → the field it is given in, and what to say when it is not.
MISSING = {
    "agency": ("agency", _("Choose the agency this role is for.")),
    "city": ("region", _("Choose the regency or city that this role is for.")),
    "branch": ("branch", _("Choose the branch that this role is for.")),
}


class RoleForm(forms.Form):
    """A role and what it is for, cut to what the user may give away in this house.

    City roles are for the region of the page itself; on the installation's page every place is named by its
    code. What a forged form names beyond the user's scope is "no valid choice" here, and refused by the
    action again.
    """

    role = forms.ChoiceField(label=_("Role"))
    agency = AgencyChoiceField(
        Agency.objects.none(),
        label=_("Agency"),
        required=False,
        to_field_name="code",
        help_text=_("For operators, treasurers and heads of an agency."),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Region"),
        required=False,
        to_field_name="code",
        empty_label=_("none, or the whole country"),
        help_text=_("For city roles, viewers and auditors."),
    )
    branch = forms.ModelChoiceField(
        Branch.objects.none(), label=_("Branch"), required=False, to_field_name="code"
    )
    valid_from = forms.DateField(label=_("From"), widget=DayInput, initial=timezone.localdate)
    valid_to = forms.DateField(
        label=_("Until"), widget=DayInput, required=False, help_text=_("Empty: until somebody ends it.")
    )

    def __init__(self, *args: Any, house: House, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house, self.user = house, user
        granted = access.grantable_roles(user)
        if house.region:
            granted = tuple(role for role in granted if role in access.GRANTABLE_BY_CITY)
            del self.fields["region"], self.fields["branch"]
        else:
            self.fields["region"].queryset = Region.objects.all()
            self.fields["branch"].queryset = Branch.objects.all()
            self.fields["agency"].widget = forms.TextInput(attrs={"placeholder": "36.73/dishub"})
        self.fields["role"].choices = [(role, Role(role).label) for role in granted]
        self.fields["agency"].queryset = self._agencies()

    def _agencies(self) -> QuerySet[Agency]:
        own = (
            access.visible_agencies(self.user, access.P.MANAGE_MEMBERS)
            .select_related("parent")
            .order_by("name")
        )
        return own.filter(region=self.house.region) if self.house.region else own

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"role", "agency"} <= data.keys():
            data["place"] = self._place(data)
        if data.get("valid_from") and data.get("valid_to") and data["valid_to"] < data["valid_from"]:
            self.add_error("valid_to", gettext("The last day lies before the first."))
        return data

    def _place(self, data: dict[str, Any]) -> rules.Place:
        """The first of the role's kinds of place that was given; None is the whole country."""
        region = self.house.region or data.get("region")
        given = {
            "agency": data["agency"],
            "city": region if region and not region.is_province else None,
            "region": region,
            "branch": data.get("branch"),
        }
        kinds = access.ROLE_PLACES[data["role"]]
        place = next((given[kind] for kind in kinds if given.get(kind)), None)
        if place is None and "country" not in kinds:
            field, words = MISSING[kinds[0]]
            self.add_error(field if field in self.fields else None, words)
        return place


class InviteForm(RoleForm):
    """Somebody who has no account yet."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    nip = User._meta.get_field("nip").formfield(help_text=_("18 digits; empty for those who have none."))
    phone = forms.CharField(
        label=_("Mobile number"),
        max_length=20,
        required=False,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Not needed to work here.")
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        required=False,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Empty: one is made of the unit and the name, such as dishub.siti."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ("role", "agency", "region", "branch", "name", "nip", "phone", "email", "username")

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        if "@" in name:
            # It could be somebody else's e-mail address, by which people sign in too.
            raise forms.ValidationError(gettext("A user name has no @ in it."))
        if name and User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(gettext("This user name is taken."))
        return name

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email and User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                gettext("Somebody with this e-mail address has an account: give them a further role instead.")
            )
        return email

    def clean_nip(self) -> str:
        nip = self.cleaned_data["nip"] or ""
        if nip and User.objects.filter(nip=nip).exists():
            raise forms.ValidationError(
                gettext("Somebody with this NIP has an account: give them a further role instead.")
            )
        return nip


class AddForm(RoleForm):
    """Somebody who has an account: found by their whole user name or e-mail address, never listed."""

    who = forms.CharField(
        label=_("User name or e-mail"),
        max_length=254,
        help_text=_("Ask the person for it; it must be written out in full."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ("who", "role", "agency", "region", "branch")

    def clean_who(self) -> User:
        who = self.cleaned_data["who"].strip()
        by = {"email__iexact": who} if "@" in who else {"username__iexact": who}
        user = User.objects.filter(**by, is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                gettext("No account has this name. Check it, or invite the person anew.")
            )
        return user


class DatesForm(forms.Form):
    """From and to which day a role is held."""

    valid_from = forms.DateField(label=_("From"), widget=DayInput)
    valid_to = forms.DateField(
        label=_("Until"), widget=DayInput, required=False, help_text=_("Empty: until somebody ends it.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("valid_from") and data.get("valid_to") and data["valid_to"] < data["valid_from"]:
            self.add_error("valid_to", gettext("The last day lies before the first."))
        return data


class EndForm(forms.Form):
    """The last day of a role; yesterday ends it at once."""

    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("Yesterday ends it at once; today, tonight.")
    )


class WorkbookForm(forms.Form):
    """A workbook of people to invite, all in the same role."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role, Role(role).label) for role in AGENCY_ROLES],
        initial=access.LIST_KEEPER,
    )
    file = forms.FileField(label=_("Workbook"), widget=WorkbookInput(attrs={"accept": ".xlsx"}))
