#!/usr/bin/env python3
"""Asset books worked out a second time, in exact fractions, and held against the extension's.

    make judge FUNCTION=depreciation_schedule CASES=1000 SEED=1

Random assets of every method, convention, proration and calendar with up to five events of every
kind: each row of depreciation_schedule() is to be the same to the cent, in every balance.  What the
extension refuses is counted by its message; what only one of the two refuses is a difference.

Here everything that is charged is a list of points between which it grows evenly, walked one balance
year after the other; there are no closed forms, no rounding but that of money.  Connects with
psql's usual environment variables.  The model is the one that doc/depreciation_schedule.md tells.
"""
import calendar as civil
import copy
import csv
import io
import math
import os
import random
import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction as F

DAY = timedelta(1)
CENTS = 100
KINDS = ["resume", "estimate", "addition", "opening", "impairment", "recoverable", "reversal", "revaluation",
         "split", "suspend", "disposal"]
METHODS = ["straight line", "sum of digits", "double declining", "declining balance", "reducing balance", "units",
           "rates", "macrs"]
BALANCES = ("double declining", "declining balance", "reducing balance")
TABLES = ("rates", "macrs")
# had there been no losses, these would not have been
VALUES = ("impairment", "recoverable", "reversal", "revaluation")
YEARLY = ("half-year", "mid-quarter", "full year")
MOVEMENTS = ["additions", "disposals", "revaluation", "disposals_accumulated", "revaluation_accumulated", "losses",
             "disposals_allowance", "revaluation_allowance", "gain", "equity"]
# months until which a balance without a life is followed
HORIZON = 2000


class Refused(Exception):
    pass


def rounded(x):
    """half away from zero"""
    return (1 if x >= 0 else -1) * math.floor(abs(F(x)) + F(1, 2))


def month_of(day):
    return day.year * 12 + day.month - 1


def month_start(month):
    return date(month // 12, month % 12 + 1, 1)


def plus_months(day, months):
    year, month = divmod(month_of(day) + months, 12)
    return date(year, month + 1, min(day.day, civil.monthrange(year, month + 1)[1]))


class Calendar:
    """fiscal months and years: civil ones, years listed, or the ends of months"""

    def __init__(self, terms):
        self.first = terms.get("year_start", 1) - 1
        self.years = [month_of(day) for day in terms.get("year_starts", [])]
        self.ends = terms.get("calendar")

    def month(self, day):
        return sum(1 for end in self.ends if end < day) - 1 if self.ends else month_of(day)

    def start(self, month):
        return self.ends[month] + DAY if self.ends else month_start(month)

    def year(self, month):
        """first month, number of months"""
        if self.ends:
            return month // 12 * 12, 12
        anchor = self.first
        if self.years:
            for this, following in zip(self.years, self.years[1:]):
                if this <= month < following:
                    return this, following - this
            anchor = self.years[0] if month < self.years[0] else self.years[-1]
        return anchor + (month - anchor) // 12 * 12, 12


class Axis:
    """time as a number: months, or days where each day is equal"""

    def __init__(self, terms, fiscal):
        self.fiscal = fiscal
        self.convention = terms["convention"]
        self.proration = terms["proration"] if self.convention == "day" else "calendar"
        self.origin = terms["in_service"]

    def by_months(self, day):
        month = self.fiscal.month(day)
        start = self.fiscal.start(month)
        return month + F((day - start).days, (self.fiscal.start(month + 1) - start).days)

    def day(self, day):
        if self.proration == "anniversary":
            k = month_of(day) - month_of(self.origin)
            k -= plus_months(self.origin, k) > day
            start = plus_months(self.origin, k)
            return k + F((day - start).days, (plus_months(self.origin, k + 1) - start).days)
        if self.proration == "days":
            return F((day - date(2000, 1, 1)).days)
        if self.proration == "years":
            first, months = self.fiscal.year(self.fiscal.month(day))
            start = self.fiscal.start(first)
            return first + months * F((day - start).days, (self.fiscal.start(first + months) - start).days)
        if self.proration == "30e/360":
            return month_of(day) + F(min(day.day, 30) - 1, 30)
        return self.by_months(day)

    def month(self, month):
        return F(month) if self.proration == "calendar" else self.day(self.fiscal.start(month))

    def length(self, day, months):
        return F((plus_months(day, months) - day).days) if self.proration == "days" else F(months)

    def table(self, day):
        """where the conventions that are alike for start and end round a day to"""
        month = self.fiscal.month(day)
        first, months = self.fiscal.year(month)
        if self.convention == "full month":
            return F(month)
        if self.convention == "mid month":
            return month + F(1, 2)
        if self.convention == "nearest month":
            return F(month + ((day - self.fiscal.start(month)).days >= 15))
        if self.convention == "half-year":
            return first + F(months, 2)
        if self.convention == "mid-quarter":
            quarter = math.floor((self.by_months(day) - first) * 4 / months)
            return first + F((2 * quarter + 1) * months, 8)
        return F(first)

    def begins(self, day):
        if self.convention == "day":
            return self.day(day)
        return F(self.fiscal.month(day) + 1) if self.convention == "next month" else self.table(day)

    def stops(self, day):
        if self.convention == "day":
            return self.day(day + DAY)
        return F(self.fiscal.month(day) + 1) if self.convention == "next month" else self.table(day)

    def measured(self, day):
        return self.day(day + DAY) if self.convention == "day" else F(self.fiscal.month(day) + 1)

    def estimated(self, day):
        if self.convention == "day":
            return self.day(day)
        month = self.fiscal.month(day)
        return F(month + (self.fiscal.start(month) < day))


class Law:
    """what is charged from the age "start" on: points (age, amount) with even growth between them"""

    def __init__(self, asset, method, origin, scale, life, rate, balance_by):
        self.asset, self.method, self.origin, self.scale = asset, method, origin, scale
        self.life, self.rate, self.balance_by = life, rate, balance_by
        self.start = F(0)
        self.points = [(F(0), F(0))]
        self.late = False         # what comes after the end of life is charged at once
        self.straight = None      # the age from which a balance is a straight line
        self.base = F(0)

    def year(self, age):
        """the balance year that an age lies in: start, end, months"""
        if self.balance_by != "fiscal year":
            months = 1 if self.balance_by == "life month" else 12
            k = math.floor(age / months)
            return F(k * months), F(k * months + months), months
        fiscal = self.asset.fiscal
        first, months = fiscal.year(fiscal.month(self.asset.terms["in_service"]))
        while self.age_of(first) > age:
            first, months = fiscal.year(first - 1)
        while self.age_of(first + months) <= age:
            first, months = fiscal.year(first + months)
        return self.age_of(first), self.age_of(first + months), months

    def age_of(self, month):
        return (self.asset.axis.month(month) - self.origin) * self.scale

    def begin(self, value, salvage, rest=None):
        above = max(F(0), value - salvage)
        self.base = above
        self.late = self.life is not None and self.start >= self.life
        self.points = [(self.start, F(0))]
        if self.late:
            return
        if self.method == "straight line":
            self.points.append((self.life, above))
        elif self.method == "sum of digits":
            weights = self.weight_left
            ages = [F(12 * k) for k in range(math.ceil(self.life / 12)) if 12 * k > self.start] + [self.life]
            self.points += [(age, above * (1 - weights(age) / weights(self.start))) for age in ages]
        elif self.method == "units":
            self.used_before = self.units_until(self.start)
        else:
            self.decline(value, above, rest)

    def weight_left(self, age):
        n, k = self.life / 12, math.floor(age / 12)
        left = (n - k) * (n - k + 1)
        if age >= self.life:
            return F(0)
        if n - k < 1:
            return left * (self.life - age) / (self.life - 12 * k)
        return left + ((n - k - 1) * (n - k) - left) * (age - 12 * k) / 12

    def decline(self, value, above, rest):
        age, charged = self.start, F(0)
        even = self.life - 24 if self.method == "double declining" else None
        if even is not None and age >= even:
            self.straight = age
        while self.life is not None or age - self.start < HORIZON:
            start, end, months = self.year(age)
            if self.method == "declining balance" and self.straight is None and rest is None:
                left = self.life - age
                if left <= end - start or above > 0 and above * (end - start) / left >= min(value * self.rate * months, above):
                    self.straight = age
            if self.straight is not None:
                self.points.append((self.life, charged + above))
                return
            if self.life is not None:
                end_here = min(end, self.life if even is None else even)
            else:
                end_here = end
            amount = value * self.rate * months * (end_here - age) / (end - start) if rest is None else rest
            amount, rest = min(amount, above), None
            charged, above, value, age = charged + amount, above - amount, value - amount, end_here
            self.points.append((age, charged))
            if age == self.life:
                return
            if age == even:
                self.straight = age

    def units_until(self, age):
        for (a, before), (b, after) in zip(self.periods, self.periods[1:]):
            if a <= age < b:
                return before + (after - before) * (age - a) / (b - a)
        return self.periods[-1][1] if age >= self.periods[-1][0] else F(0)

    def used(self, age):
        return min(self.units_until(max(age, self.start)) - self.used_before, self.left)

    def amount(self, age):
        if age <= self.start:
            return F(0)
        if self.method == "units":
            return self.base * self.used(age) / self.left if self.left else F(0)
        if self.late:
            return self.base
        for (a, before), (b, after) in zip(self.points, self.points[1:]):
            if a <= age <= b and a < b:
                return before + (after - before) * (age - a) / (b - a)
        return self.points[-1][1]

    def go_on(self, age, before, value, salvage, kept=F(1)):
        if self.method in TABLES:
            gone = self.amount(age)
            # what is left goes by what is there above the salvage
            there, above = max(F(0), self.there - gone), max(F(0), value - salvage)
            share = above / there if there else F(0)
            self.late = age >= self.life
            self.there = self.base = above if self.whole or not self.late else F(0)
            points = [(a, (c - gone) * share) for a, c in self.points if a > age]
            if self.whole and not there and not self.late:
                points = [(self.life, above)]
            self.points = [(age, F(0))] + points
            self.start = age
            return
        if self.method not in BALANCES:
            if self.method == "units":
                self.left = (self.left - self.used(age)) * kept
            self.start = age
            self.begin(value, salvage)
            return
        value = max(F(0), value)
        straight = self.straight is not None and (age > self.straight or self.straight == self.start)
        rest = None
        if self.method == "double declining":
            straight = age >= self.life - 24
        if self.life is None or age < self.life:
            start, end, _ = self.year(age)
            straight |= self.method == "declining balance" and end >= self.life
            if not straight and start < age and before > 0:
                if self.life is not None:
                    end = min(end, self.life - 24 if self.method == "double declining" else self.life)
                rest = (self.amount(end) - self.amount(age)) * value / before
        self.straight = age if straight else None
        self.start = age
        self.begin(value, salvage, rest)
        # what its life leaves on the books, it leaves
        if self.method == "reducing balance" and self.life is not None and age >= self.life:
            self.base = F(0)


class State:
    """an asset between two events"""

    def copy(self):
        other = copy.copy(self)
        other.law, other.moved = copy.copy(self.law), dict(self.moved)
        return other

    def accumulated(self):
        return rounded(self.charged) + self.off

    def value(self):
        return self.cost - self.allowance - self.accumulated()

    def exact(self):
        return self.cost - self.allowance - self.off - self.charged

    def move(self, **amounts):
        for column, amount in amounts.items():
            self.moved[column] += amount


class Asset:
    def __init__(self, terms, events):
        self.terms = terms
        self.fiscal = Calendar(terms)
        self.axis = Axis(terms, self.fiscal)
        state = self.put_in_service()
        # the books from a day on; and what depreciation goes by from a day on, or from where it counts
        self.books = [(terms["in_service"], state.copy())]
        self.courses = [(terms["in_service"], F(0), state.copy())]
        self.walk(state, sorted(events, key=lambda e: (e["at"], KINDS.index(e["kind"]))))

    def put_in_service(self):
        terms, method = self.terms, self.terms["method"]
        state = State()
        state.cost, state.salvage = rounded(terms["cost"] * CENTS), rounded(terms["salvage"] * CENTS)
        state.allowance = state.off = state.surplus = state.losses = 0
        state.age = state.consumed = state.consumed_length = state.units = F(0)
        state.charged = F(rounded(state.cost * terms["bonus"])) if method in TABLES else F(0)
        state.suspended, state.law, state.factor = False, None, terms["factor"]
        state.moved = dict.fromkeys(MOVEMENTS, 0)
        state.move(additions=state.cost)
        day = terms["in_service"]
        state.place = self.axis.day(day) if method == "units" else self.axis.begins(day)
        life = terms["life"] and F(terms["life"])
        if method == "macrs":
            life = F(12 * terms["class"])
        elif method == "rates":
            life = F(len(terms["shares"]) * (1 if terms["balance_by"] == "life month" else 12))
        self.start_law(state, method, life, life and self.axis.length(day, int(life)))
        return state

    def start_law(self, state, method, life, length):
        terms = self.terms
        rate = F(0)
        if method == "reducing balance":
            rate = terms["rate"] / 12
        elif method in BALANCES:
            rate = (2 if method == "double declining" else state.factor) / life
        scale = F(1)
        if self.axis.proration == "days" and method != "units":
            scale = life / length if life else F(4800, 146097)
        if self.axis.proration != "days":
            state.consumed += state.age
        elif state.law:
            state.consumed_length += state.age / state.law.scale
        law = Law(self, method, state.place, scale, life, rate, "fiscal year" if method == "macrs" else terms["balance_by"])
        law.before = state.charged
        value = F(state.exact())
        state.age, state.law = F(0), law
        if method in TABLES:
            self.lay_shares(law, value, max(F(0), value - state.salvage))
            return
        if method == "units":
            month, law.periods = self.fiscal.month(terms["in_service"]), [(F(0), F(0))]
            for units in terms["units"]:
                first, months = self.fiscal.year(month)
                month = {"month": month + 1, "year": first + months,
                         "quarter": min(first + (month - first) // 3 * 3 + 3, first + months)}[terms["step"]]
                law.periods.append((self.axis.month(month) - law.origin, law.periods[-1][1] + units))
            law.left, law.life = terms["total_units"], None
        law.begin(value, F(state.salvage))

    def lay_shares(self, law, value, most):
        shares = self.terms["table"] if law.method == "macrs" else self.terms["shares"]
        law.whole, law.there = sum(shares) >= 1, most
        if law.method == "rates" and law.balance_by == "fiscal year":
            law.life = F(0)
            for _ in shares:
                law.life = law.year(law.life)[1]
        for share in shares:
            age, charged = law.points[-1]
            if age < law.life:
                law.points.append((min(law.year(age)[1], law.life), min(charged + value * share, most)))

    def place_of(self, event, state, gone):
        axis, kind, at = self.axis, event["kind"], event["at"]
        if kind == "estimate":
            return axis.estimated(at)
        if kind == "resume" and axis.begins(at) <= self.until(state):
            # what has not stood still yet goes on
            return min(axis.begins(at), axis.measured(at))
        if kind in ("resume", "addition"):
            return axis.begins(at)
        if kind in ("disposal", "suspend") and not gone:
            return min(self.end_of(event), axis.measured(at)) if axis.convention in YEARLY else axis.stops(at)
        if kind == "disposal":
            return axis.stops(at)
        return axis.measured(at)

    @staticmethod
    def until(state):
        return state.stop if state.suspended else F(0)

    def end_of(self, event):
        """where what ends does, by the table of conventions"""
        end = self.axis.stops(event["at"])
        if event["kind"] == "suspend" and self.axis.convention in YEARLY:
            end = max(end, F(self.fiscal.month(event["at"])))
        return end

    def walk(self, state, events):
        # had there been no losses; and no revaluations either
        tracks = {"books": state, "no loss": state.copy(), "at cost": state.copy()}
        self.gone = False
        for event in events:
            self.event(tracks, event)

    @staticmethod
    def concerns(track, kind):
        return track == "books" or kind not in VALUES or (track == "no loss" and kind == "revaluation")

    def check(self, state, event):
        if self.gone:
            raise Refused("after its disposal")
        return self.part_of(state, event) if event["kind"] in ("split", "disposal") else None

    def event(self, tracks, event):
        kind, state = event["kind"], tracks["books"]
        part = self.check(state, event)
        place = state.place if part and part[2] else self.place_of(event, state, part is not None and part[1] == 1)
        moved = {track: other.copy() for track, other in tracks.items()}
        for other in moved.values():
            self.advance(other, place)
        unimpaired = moved["at cost" if kind == "revaluation" else "no loss"].value()
        for track, other in moved.items():
            other.idle = not self.concerns(track, kind)
            if not other.idle:
                self.apply(other, event, unimpaired if track == "books" else 0, part)
            # what finds nothing to be done leaves no trace; had there been no loss, it would not have held up anything
            if not other.idle:
                tracks[track] = other
        begins = kind in ("resume", "estimate", "addition")
        self.gone = part is not None and part[1] == 1
        self.books.append((event["at"], moved["books"].copy()))
        # the day of a test that finds nothing is not one on which depreciation changes
        if not moved["books"].idle:
            # until it counts: what only begins or stops there leaves all going on, a part that leaves leaves the rest
            stays = F(1) if begins or kind == "suspend" else 1 - part[1] if part else F(0)
            self.courses.append((event["at"] + DAY, stays, moved["books"].copy()))
        elif kind == "opening":
            # what the terms give too is in the books at the close of its day, its whole month charged
            self.courses.append((event["at"] + DAY, F(0), moved["books"].copy()))

    def part_of(self, state, event):
        """its cost, the share that is of all there is, and whether it was never depreciated"""
        cost = state.cost
        if "cost" in event:
            cost = rounded(event["cost"] * CENTS)
        elif "share" in event:
            cost = rounded(state.cost * event["share"])
        if cost > state.cost:
            raise Refused("more than there is")
        months = [self.fiscal.month(day) for day in (self.terms["in_service"], event["at"])]
        untouched = event["kind"] == "disposal" and state.law.method == "macrs" and self.fiscal.year(months[0]) == self.fiscal.year(months[1])
        return cost, F(cost, state.cost) if state.cost else F(1), untouched

    @staticmethod
    def advance(state, place):
        place = max(place, state.place)
        running = min(place, state.stop) if state.suspended else place
        state.age += max(F(0), running - state.place) * state.law.scale
        state.place = place
        state.charged = state.law.before + state.law.amount(state.age)

    @staticmethod
    def go_on(state, before, kept=F(1)):
        state.law.go_on(state.age, before, F(state.exact()), F(state.salvage), kept)
        state.law.before = state.charged

    @staticmethod
    def count_units(state):
        if state.law.method == "units":
            state.units += state.law.used(state.age)

    def apply(self, state, event, unimpaired, part):
        kind, before, value = event["kind"], F(state.exact()), state.value()
        amount = rounded(event["amount"] * CENTS) if "amount" in event else None
        if kind == "suspend":
            if state.suspended:
                raise Refused("suspended already")
            state.suspended, state.stop = True, max(self.end_of(event), state.place)
        elif kind == "resume":
            self.resume(state, before)
        elif kind in ("estimate", "addition"):
            self.estimate(state, event, amount, before)
        elif kind == "opening":
            if amount > state.cost - state.allowance:
                raise Refused("more than the cost")
            state.idle = amount == state.accumulated()
            if not state.idle:
                self.count_units(state)
                state.charged = F(amount - state.off)
                self.go_on(state, before)
        elif kind in ("split", "disposal"):
            self.dispose(state, event, amount or 0, part, before)
        else:
            if kind == "recoverable":
                amount = max(0, value - amount)
            state.idle = amount == 0 and kind != "revaluation"
            if kind == "revaluation":
                self.revalue(state, amount, value, unimpaired)
            elif kind == "reversal":
                limit = max(0, min(state.allowance, unimpaired - value))
                amount = limit if amount is None else amount
                if amount > limit:
                    raise Refused("a reversal above its limit")
                state.idle = amount == 0
                self.lose(state, -amount, -max(0, amount - state.losses))
            else:
                if amount > max(0, value):
                    raise Refused("a loss above the book value")
                self.lose(state, amount, min(amount, state.surplus))
            if not state.idle:
                self.count_units(state)
                self.go_on(state, before)

    def resume(self, state, before):
        if not state.suspended:
            raise Refused("nothing to resume")
        state.suspended = False
        if state.law.method == "units":
            # units go by the calendar: those of the time between count for nothing
            self.count_units(state)
            self.go_on(state, before)
            state.age = (state.place - state.law.origin) * state.law.scale
            state.law.start, state.law.used_before = state.age, state.law.units_until(state.age)

    def estimate(self, state, event, amount, before):
        law = state.law
        self.count_units(state)
        if amount is not None:
            state.cost += amount
            state.move(additions=amount)
        if "salvage" in event:
            salvage = rounded(event["salvage"] * CENTS)
            # the same again says nothing
            if amount is None and salvage == state.salvage and set(event) == {"at", "kind", "salvage"}:
                state.idle = True
            state.salvage = salvage
        if state.salvage > state.cost:
            raise Refused("salvage above cost")
        method = event.get("method", law.method)
        anew = any(field in event for field in ("life", "remaining", "method", "factor"))
        if not anew or law.method == method == "units":
            self.go_on(state, before)
            if "total_units" in event:
                law.left = event["total_units"] - state.units
                if law.left <= 0:
                    raise Refused("units used up")
            return
        self.new_terms(state, event)

    def new_terms(self, state, event):
        law = state.law
        method = event.get("method", law.method)
        if "remaining" in event:
            life, length = F(event["remaining"]), self.axis.length(event["at"], event["remaining"])
        elif "life" in event:
            length = self.axis.length(self.terms["in_service"], event["life"])
            if self.axis.proration == "days":
                whole, length = length, length - state.consumed_length - state.age / law.scale
                life = length * event["life"] / whole
            else:
                life = length = length - state.consumed - state.age
        elif law.life is None:
            if method != "reducing balance":
                raise Refused("no life")
            life = length = None
        else:
            life = law.life - state.age
            length = life / law.scale
        if life is not None and life <= 0:
            raise Refused("life is over")
        state.factor = event.get("factor", state.factor)
        self.start_law(state, method, life, length)

    @staticmethod
    def lose(state, amount, from_surplus):
        state.allowance += amount
        state.surplus -= from_surplus
        state.losses += amount - from_surplus
        state.move(losses=amount, equity=-from_surplus)

    @staticmethod
    def revalue(state, amount, value, unimpaired):
        rise = amount - value
        if rise >= 0:
            profit = max(0, min(unimpaired - value, state.losses, rise))
        else:
            profit = rise + min(-rise, state.surplus)
        accumulated = state.accumulated()
        state.surplus += rise - profit
        state.losses -= profit
        state.move(equity=rise - profit, revaluation=amount - state.cost, revaluation_accumulated=-accumulated,
                   revaluation_allowance=-state.allowance)
        state.cost, state.off, state.allowance = amount, state.off - accumulated, 0

    def dispose(self, state, event, proceeds, part, before):
        _, share, untouched = part
        kind = event["kind"]
        cost, allowance = rounded(state.cost * share), rounded(state.allowance * share)
        self.count_units(state)
        if kind == "disposal" and not untouched:
            # the part's charge until it ends comes with its disposal
            end = state.copy()
            self.advance(end, self.end_of(event))
            accumulated = rounded(end.accumulated() * share)
            state.until = end.charged
            state.charged += (end.charged - state.charged) * share
        else:
            accumulated = rounded(state.accumulated() * share)
            state.until = state.charged
        if untouched:
            gone = state.charged + state.off if share == 1 else F(rounded(state.accumulated() * share))
            state.charged -= gone
            state.law.before -= gone
            state.until = state.charged
            accumulated = 0
        state.cost, state.allowance, state.off = state.cost - cost, state.allowance - allowance, state.off - accumulated
        state.move(disposals=-cost, disposals_allowance=-allowance, disposals_accumulated=-accumulated)
        if kind == "disposal":
            state.move(gain=proceeds - cost + allowance + accumulated)
        for balance in ("salvage", "surplus", "losses"):
            setattr(state, balance, getattr(state, balance) - rounded(getattr(state, balance) * share))
        if share == 1:
            state.suspended, state.stop = True, state.place
            return
        state.units *= 1 - share
        self.go_on(state, before, 1 - share)

    # ---- on a day

    def charged(self, day):
        """all before the day's start"""
        if day <= self.terms["in_service"]:
            return F(0)
        place, i = self.axis.day(day), 0
        while i + 1 < len(self.courses) and self.courses[i + 1][0] <= day:
            i += 1
        return self.by_course(i, place)

    def by_course(self, i, place):
        stays, state = self.courses[i][1], self.courses[i][2].copy()
        if i > 0 and stays and place < state.place:
            before = self.by_course(i - 1, place)
            return before if stays == 1 else state.until - stays * max(F(0), state.until - before)
        if place > state.place:
            self.advance(state, place)
        return state.law.before + state.law.amount(state.age)

    def row(self, start, end):
        """what a period shows, in cents"""
        before = [state for at, state in self.books if at < start]
        after = [state for at, state in self.books if at <= end][-1]
        accumulated = rounded(self.charged(end + DAY)) + after.off
        row = {column: after.moved[column] - (before[-1].moved[column] if before else 0) for column in MOVEMENTS}
        return row | {"charge": rounded(self.charged(end + DAY)) - rounded(self.charged(start)), "cost": after.cost,
                      "accumulated": accumulated, "allowance": after.allowance,
                      "closing": after.cost - after.allowance - accumulated}


# ---- random assets


def weeks(day, draw):
    """the ends of fiscal months of 4, 4 and 5 weeks, from before a day"""
    ends = [date(day.year - 1, 12, 28) + draw.randint(0, 2) * DAY]
    for n in range(480):
        ends.append(ends[-1] + 7 * (5 if n % 3 == 2 else 4) * DAY)
    return ends


def random_terms(draw):
    cents = lambda low, high: F(draw.randint(low * CENTS, high * CENTS), CENTS)
    method = draw.choice(METHODS)
    day = date(2019, 1, 1) + draw.randint(0, 2200) * DAY
    if draw.random() < 0.2:
        day = plus_months(month_start(month_of(day)), 1) - DAY
    cost = cents(1, 1000000) if draw.random() < 0.8 else cents(0, 100)
    life = draw.choice([12, 24, 36, 48, 60, draw.randint(1, 90)])
    if method in ("units", "rates", "macrs") or (method == "reducing balance" and draw.random() < 0.3):
        life = None
    terms = {
        "method": method, "cost": cost, "in_service": day, "life": life,
        "salvage": F(0) if method == "macrs" or draw.random() < 0.3 else F(rounded(cost * draw.randint(0, 40)), CENTS),
        "convention": draw.choice(["half-year", "mid-quarter"]) if method == "macrs" else draw.choice(
            ["day", "day", "full month", "next month", "mid month", "nearest month", "half-year", "mid-quarter", "full year"]),
        "proration": draw.choice(["calendar", "anniversary", "days", "years", "30e/360"]),
        "balance_by": draw.choice(["life year", "fiscal year", "life month"]),
        "standard": draw.choice(["ifrs", "ifrs", "cas"]), "step": draw.choice(["month", "month", "quarter", "year"]),
        "factor": draw.choice([F(1), F(3, 2), F(2), F(5, 2)]), "rate": F(draw.randint(5, 95), 100),
        "shares": draw.choice([[F(4, 10), F(3, 10), F(2, 10), F(1, 10)], [F(1, 2), F(1, 4)], [F(1)], [F(0), F(35, 100), F(6, 10)]]),
        "units": [cents(0, 10) for _ in range(24)], "total_units": F(draw.randint(50, 150)),
        "bonus": draw.choice([F(0), F(1, 2), F(4, 10)]) if method in TABLES else F(0), "class": draw.choice([3, 5, 7, 10, 15, 20]),
    }
    years = draw.random()
    if years < 0.15 and method != "macrs":
        starts = [date(day.year - draw.randint(-1, 3), draw.randint(1, 12), 1)]
        for _ in range(draw.randint(1, 6)):
            starts.append(plus_months(starts[-1], draw.choice([12, 12, 12, 6, 9, 15, 18, 3])))
        terms["year_starts"] = starts
    elif years < 0.3 and terms["proration"] == "calendar":
        terms["calendar"] = weeks(day, draw)
    else:
        terms["year_start"] = draw.choice([1, 1, 4, 7, 10, draw.randint(1, 12)])
    if draw.random() < 0.2:
        # a window that cuts months
        start = day + draw.randint(0, 900) * DAY
        terms["window"] = start, start + draw.randint(1, 900) * DAY
    return terms


def random_event(draw, terms, others):
    life = terms["life"] or 30
    part_of_cost = lambda most: F(rounded(terms["cost"] * draw.randint(0, 1000) * most / 10), CENTS)
    kind = draw.choice(KINDS + ["resume", "addition", "reversal"])
    if terms["standard"] == "cas" and kind in ("reversal", "revaluation"):
        kind = "impairment"
    at = terms["in_service"] + draw.randint(0, (life + 6) * 30) * DAY
    where = draw.random()
    if where < 0.35:
        at = plus_months(month_start(month_of(at)), 1) - DAY
    elif where < 0.5:
        at = max(terms["in_service"], month_start(month_of(at)))
    # what comes in one month counts in another order than that of its days
    if others and draw.random() < 0.4:
        start = month_start(month_of(draw.choice(others)["at"]))
        at = max(terms["in_service"], start + draw.randint(0, 27) * DAY)
    event = {"at": at, "kind": kind}
    if kind == "estimate":
        event |= draw.choice([
            {"life": max(1, life + draw.randint(-6, 24))}, {"remaining": draw.randint(1, 40)}, {"salvage": part_of_cost(F(3, 10))},
            {"method": draw.choice(METHODS[:5])}, {"factor": F(draw.randint(2, 6), 2), "remaining": 24}, {"factor": F(3)},
            {"total_units": F(draw.randint(60, 250))} if terms["method"] == "units" else {"remaining": 19, "salvage": part_of_cost(F(1, 5))}])
    elif kind == "addition":
        event |= {"amount": part_of_cost(F(1, 2))} | draw.choice([{}, {}, {"remaining": draw.randint(6, 40)}, {"salvage": part_of_cost(F(1, 5))}])
    elif kind in ("impairment", "recoverable", "revaluation", "opening"):
        event["amount"] = part_of_cost({"impairment": F(1, 5), "recoverable": F(1), "revaluation": F(6, 5), "opening": F(1, 2)}[kind])
        # a test that finds no loss
        if kind == "recoverable" and draw.random() < 0.3:
            event["amount"] = 2 * terms["cost"] + 10
    elif kind == "reversal" and draw.random() < 0.3:
        event["amount"] = part_of_cost(F(1, 20))
    elif kind in ("split", "disposal"):
        event |= draw.choice([{}, {"cost": part_of_cost(F(3, 10)) + F(1, 100)}, {"share": F(draw.randint(1, 95), 100)}])
        if kind == "disposal":
            event["amount"] = part_of_cost(F(1, 2))
    return event


# ---- the extension's answers


def literal(value):
    if isinstance(value, F):
        whole = value * 10**6
        assert whole.denominator == 1
        return f"{whole.numerator // 10**6}.{whole.numerator % 10**6:06}"
    if isinstance(value, list):
        return "'{" + ",".join(literal(element).strip("'") for element in value) + "}'"
    return str(value) if isinstance(value, int) else f"'{value}'"


def named(fields):
    return ", ".join(f"{name} => " + (f"'{value} months'" if name in ("life", "remaining") else literal(value)) for name, value in fields.items() )


def arguments(terms, events):
    given = {name: value for name, value in terms.items() if value is not None and name not in ("table", "class", "window")}
    if terms["method"] == "macrs":
        given["class"] = terms["class"]
    text = named(given)
    if events:
        text += ", events => ARRAY[" + ", ".join(f"asset_event({named(event)})" for event in events) + "]"
    if "reducing balance" in [terms["method"]] + [event.get("method") for event in events]:
        text += f", within => '[{terms['in_service']},{plus_months(terms['in_service'], 100)})'"
    elif "window" in terms:
        text += f", within => '[{terms['window'][0]},{terms['window'][1]})'"
    return text


def ask(sql):
    run = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1"], input=sql, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr)
    return run.stdout


def macrs_table(terms):
    fiscal = Calendar(terms)
    month = fiscal.month(terms["in_service"])
    name = terms["convention"]
    if name == "mid-quarter":
        name += f" Q{(month - fiscal.year(month)[0]) // 3 + 1}"
    return tables[terms["class"], name]


seed = int(os.environ.get("SEED") or 1)
cases = int(os.environ.get("CASES") or 500)
most_events = int(os.environ.get("EVENTS") or 5)
ask("CREATE EXTENSION IF NOT EXISTS gpurent;")
tables = {}
for line in ask("""SELECT class, name, string_agg(macrs_rate(class, year, name)::text, ' ' ORDER BY year)
	FROM unnest('{3,5,7,10,15,20}'::numeric[]) AS class, unnest('{half-year,mid-quarter Q1,mid-quarter Q2,mid-quarter Q3,mid-quarter Q4}'::text[]) AS name,
	generate_series(1, class::int + 1) AS year GROUP BY class, name;""").splitlines():
    years, convention, shares_of_years = line.split("|")
    tables[int(years), convention] = [F(share) for share in shares_of_years.split()]

asked = []
for n in range(cases):
    dice = random.Random(seed * 10**6 + n)
    of = random_terms(dice)
    if of["method"] == "macrs":
        of["table"] = macrs_table(of)
    happened = []
    for _ in range(dice.randint(0, most_events)):
        happened.append(random_event(dice, of, happened))
    asked.append((of, happened))

answers = {}
for answer in csv.DictReader(io.StringIO(ask("""SET client_min_messages = error;
CREATE TEMP TABLE question (n int, arguments text);
CREATE TEMP TABLE answer AS SELECT 0 AS n, ''::text AS refused, s.* FROM depreciation_schedule(1, '2024-01-01', '1 month') AS s WITH NO DATA;
COPY question FROM STDIN;
""" + "".join(f"{n}\t{arguments(*question)}\n" for n, question in enumerate(asked)) + """\\.
DO $$
DECLARE
	q record;
	said text;
BEGIN
	FOR q IN SELECT * FROM question LOOP
		BEGIN
			EXECUTE format('INSERT INTO answer SELECT %s, NULL, s.* FROM depreciation_schedule(%s) AS s', q.n, q.arguments);
		EXCEPTION WHEN invalid_parameter_value THEN
			GET STACKED DIAGNOSTICS said = MESSAGE_TEXT;
			INSERT INTO answer (n, refused) VALUES (q.n, said);
		END;
	END LOOP;
END $$;
COPY (SELECT * FROM answer ORDER BY n, period_end) TO STDOUT (FORMAT csv, HEADER);
"""))):
    answers.setdefault(int(answer["n"]), []).append(answer)

# what is not in the model: events that do not go with a method or convention at all
not_modelled = ("does not go with", "which the method", "there are two events", "the calendar", "total_units, but")
compared = differences = 0
for n, question in enumerate(asked):
    rows = answers.get(n, [])
    refused = rows[0]["refused"] if rows else ""
    try:
        asset, why = Asset(*question), None
    except Refused as reason:
        asset, why = None, str(reason)
    if refused:
        wrong = None if why or any(text in refused for text in not_modelled) else f"refused: {refused}"
    elif why:
        wrong = f"not refused: {why}" if rows else None
    else:
        wrong = None
        for shown in rows:
            compared += 1
            here = asset.row(date.fromisoformat(shown["period_start"]), date.fromisoformat(shown["period_end"]))
            wrong = {column: (shown[column], amount / CENTS) for column, amount in here.items() if F(shown[column]) * CENTS != amount}
            if wrong:
                wrong = f"{shown['period_end']}: {wrong}"
                break
    if wrong:
        differences += 1
        print(f"{wrong}\n\tdepreciation_schedule({arguments(*question)})")
print(f"{cases} assets, {compared} rows: {differences} differences")
sys.exit(differences > 0)
