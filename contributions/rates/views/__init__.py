"""Pages of what the law sets: everybody who is signed in may read them."""

from contributions.rates.views.lists import due_date_list, minimum_wage_list, rate_list

__all__ = ["due_date_list", "minimum_wage_list", "rate_list"]
