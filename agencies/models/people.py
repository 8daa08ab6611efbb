"""Users, what they may act for, and the one-use links that let them in."""

import uuid

import pghistory
from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models.places import Agency, Branch, Region


class User(AbstractUser):
    """Somebody who signs in, by user name or e-mail. E-mail is optional: offices share or lack mailboxes."""

    first_name = None
    last_name = None
    name = models.CharField(_("full name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("mobile number"), max_length=20, blank=True)
    nip = models.CharField(
        _("NIP"),
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", _("A NIP has 18 digits."))],
    )

    REQUIRED_FIELDS = []

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="user_email_unique",
                condition=~Q(email=""),
                violation_error_message=_("Another account already uses this e-mail address."),
            ),
            models.UniqueConstraint(
                models.functions.Lower("username"),
                name="user_username_unique",
                violation_error_message=_("This user name is taken."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Role(models.TextChoices):
    """What a membership lets somebody do; only `agencies.access` decides by it."""

    AGENCY_OPERATOR = "agency_operator", _("Agency operator")
    AGENCY_TREASURER = "agency_treasurer", _("Agency treasurer")
    AGENCY_HEAD = "agency_head", _("Head of agency")
    CITY_MANAGER = "city_manager", _("City manager (Disnaker)")
    CITY_PERSONNEL = "city_personnel", _("City personnel (BKPSDM)")
    CITY_FINANCE = "city_finance", _("City finance (BPKAD)")
    CITY_LEADER = "city_leader", _("City leader")
    BRANCH_OFFICER = "branch_officer", _("Branch officer")
    VIEWER = "viewer", _("Province or national viewer")
    AUDITOR = "auditor", _("Auditor")
    SYSTEM_OPERATOR = "system_operator", _("System operator")


AGENCY_ROLES = ["agency_operator", "agency_treasurer", "agency_head"]
CITY_ROLES = ["city_manager", "city_personnel", "city_finance", "city_leader"]


class MembershipQuerySet(models.QuerySet):
    def on(self, day) -> "MembershipQuerySet":
        """Those in force on a day."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Membership(models.Model):
    """A role for an agency, a region or a branch, from one day to another."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="memberships")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="memberships")
    branch = models.ForeignKey(Branch, models.CASCADE, null=True, blank=True, related_name="memberships")
    valid_from = models.DateField(_("from"), default=timezone.localdate)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["role", "user__name"]
        constraints = [
            models.UniqueConstraint(
                name="membership_once",
                fields=["user", "role", "agency", "region", "branch", "valid_from"],
                nulls_distinct=False,
                violation_error_message=_("This person already has this role here."),
            ),
            models.CheckConstraint(
                name="membership_scope_fits_role",
                condition=(
                    Q(role__in=AGENCY_ROLES, agency__isnull=False, region=None, branch=None)
                    | Q(role__in=CITY_ROLES, agency=None, region__isnull=False, branch=None)
                    | Q(role="branch_officer", agency=None, region=None, branch__isnull=False)
                    | Q(role="branch_officer", agency__isnull=False, region=None, branch=None)
                    | Q(role__in=["viewer", "auditor"], agency=None, branch=None)
                    | Q(role="system_operator", agency=None, region=None, branch=None)
                ),
                violation_error_message=_("This role needs another kind of place."),
            ),
            models.CheckConstraint(
                name="membership_in_order",
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def place(self) -> Agency | Region | Branch | None:
        """What the role is for; None means the whole country, or the installation."""
        return self.agency or self.region or self.branch


class LinkPurpose(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    PASSWORD_RESET = "password_reset", _("New password")


class AccessLink(models.Model):
    """A link that lets one person set a password once, before it expires.

    The link's text is this id, signed: it can be shown again as long as it is unused, and the database
    alone does not let anybody in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="access_links")
    purpose = models.CharField(max_length=14, choices=LinkPurpose)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} · {self.user}"
