"""OpenFisca, as its users run it, taking turns with Favn: one command a line in, one JSON object a line out."""

import json
import sys
import time

import numpy
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem

folder = sys.argv[1]
system = CountryTaxBenefitSystem()

PERSON = ["age", "basic_income", "pension", "income_tax", "social_security_contribution"]
HOUSEHOLD = [
    "household_income",
    "housing_allowance",
    "parenting_allowance",
    "meal_price",
    "swimming_pool_access",
    "housing_tax",
    "disposable_income",
    "total_benefits",
    "total_taxes",
]


def column(name, kind):
    return numpy.fromfile(f"{folder}/{name}", dtype=kind)


# The inputs as arrays in memory, in the types that OpenFisca itself keeps them in, so that it converts nothing.
household_of = column("household", "<u4")
role = column("role", "u1")
birth = column("birth", "<i4").astype("datetime64[D]")
person = {name: column(name, "<f4") for name in ["salary", "capital_returns"]}
household = {name: column(name, "<f4") for name in ["accommodation_size", "rent"]}
statuses = system.get_variable("housing_occupancy_status").possible_values
status = statuses.encode(column("housing_occupancy_status", "u1").astype(int))
persons_ids = range(len(household_of))
households_ids = range(len(status))
with open(f"{folder}/families.json") as file:
    families = json.load(file)


def outputs_of(month):
    # The scales of meals and swimming begin in 2017.
    late = ["meal_price", "swimming_pool_access"] if month < "2017" else []
    return [name for name in PERSON + HOUSEHOLD if name not in late]


def period_of(name, month):
    return month[:4] if name == "housing_tax" else month


def calculate(simulation, month):
    return {name: simulation.calculate(name, period_of(name, month)) for name in outputs_of(month)}


def family(situation, month):
    return calculate(SimulationBuilder().build_from_entities(system, situation), month)


def population(month):
    # As openfisca.org shows for data in arrays.
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", persons_ids)
    instance = builder.declare_entity("household", households_ids)
    builder.join_with_persons(instance, household_of, role)
    simulation = builder.build(system)
    simulation.set_input("birth", "ETERNITY", birth)
    # The tax of a year looks at the home in January.
    january = month[:4] + "-01"
    for name, values in person.items():
        simulation.set_input(name, month, values)
    for name, values in [*household.items(), ("housing_occupancy_status", status)]:
        for each in {january, month}:
            simulation.set_input(name, each, values)
    return calculate(simulation, month)


def family_times(month, seconds):
    times = []
    used = time.process_time()
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        for situation in families:
            begun = time.perf_counter()
            family(situation, month)
            times.append(time.perf_counter() - begun)
    return {"median_us": float(numpy.median(times)) * 1e6, "processor_us": (time.process_time() - used) * 1e6 / len(times)}


for line in sys.stdin:
    match line.split():
        case ["ready"]:
            answer = {"numpy": numpy.__version__}
        case ["families", month]:
            answer = [{name: values.tolist() for name, values in family(one, month).items()} for one in families]
        case ["family", month, seconds]:
            answer = family_times(month, float(seconds))
        case ["population", month]:
            begun, used = time.perf_counter(), time.process_time()
            results = population(month)
            answer = {"seconds": time.perf_counter() - begun, "processor_s": time.process_time() - used}
            del results
        case ["write", month]:
            for name, values in population(month).items():
                values.astype("<f8").tofile(f"{folder}/{month}-{name}")
            answer = {"outputs": outputs_of(month)}
        case _:
            answer = {"error": f"there is no command {line!r}"}
    print(json.dumps(answer), flush=True)
