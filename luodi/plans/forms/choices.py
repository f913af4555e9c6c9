"""What an address chooses out of a list, besides its filters."""

from django import forms

from luodi.plans.queries import UnitKey

# What a region's name or a printed name may be long, and what fits a database's column.
LONGEST, HIGHEST = 400, 2**63 - 1


class UnitChoice(forms.Form):
    """Whose tasks a list shows; an address that names no one shows all units."""

    unit = forms.IntegerField(required=False, min_value=1, max_value=HIGHEST)
    name = forms.CharField(required=False, max_length=LONGEST, strip=False)
    area = forms.CharField(required=False, max_length=LONGEST, strip=False)
    plan = forms.IntegerField(required=False, min_value=1, max_value=HIGHEST)
    nobody = forms.BooleanField(required=False)

    def key(self) -> UnitKey | None:
        if not self.is_valid():
            return None
        given = self.cleaned_data
        if given["nobody"]:
            return UnitKey()
        if given["unit"]:
            return UnitKey(given["unit"])
        if given["name"]:
            return UnitKey(None, given["name"], given["area"], given["plan"])
        return None
