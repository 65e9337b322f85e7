"""Studies past one machine. Truth: one process, to the last bit."""

import os
import warnings
from pathlib import Path

import pytest

import sunrack as sr
from sunrack.study import cluster, plan
from sunrack.study.store import StoreError, pieces

OVER = {
    "launch.price": "1 USD/kg:1000 USD/kg:60:log",
    "launch.vehicle": ["falcon-9", "starship-2029"],
    "rack.power": "90 kW:120 kW:500",
}
RESULTS = ["cost.per_gpu_hour", "launch.binding_limit"]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """Two processes, small pieces; what dask itself warns of on the way is its own affair."""

    def small(blocks=2**12, points=2**14):
        from sunrack.study import plan
        from sunrack.study.store import pieces

        plan.GRID_POINTS, pieces.POINTS = blocks, points

    usual = plan.GRID_POINTS, pieces.POINTS
    folder = tmp_path_factory.mktemp("dask")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import Client, LocalCluster

        paths = os.pathsep.join([str(Path(sr.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
        environment = pytest.MonkeyPatch()
        environment.setenv("PYTHONPATH", paths)
        size = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
        with (
            LocalCluster(**size, dashboard_address=None, local_directory=str(folder)) as local,
            Client(local) as client,
        ):
            small()
            client.run(small)
            yield client
        environment.undo()
        small(*usual)


def contents(path):
    return {str(one.relative_to(path)): one.read_bytes() for one in path.rglob("*") if one.is_file()}


def test_arrays_gathered_from_the_workers(client):
    points = []
    found = sr.sweep(None, OVER, RESULTS, cluster=client, progress=points.append)
    assert found.identical(sr.sweep(None, OVER, RESULTS)) and len(points) > 2 and sum(points) == 60_000


def test_charted_orbits_are_the_same_on_every_worker(client):
    over = {"orbit.altitude": "500 km:1400 km:40000", "launch.price": "100 USD/kg:900 USD/kg:40000"}
    found = sr.sweep(None, over, RESULTS[:1], paired=True, cluster=client)
    assert found.attrs["orbit_errors"] != "every orbit solved" and found.identical(
        sr.sweep(None, over, RESULTS[:1], paired=True)
    )


@pytest.mark.parametrize("form", ["zarr", "parquet"])
def test_stores_written_by_the_workers(client, form, tmp_path):
    sr.sweep(None, OVER, RESULTS, output=tmp_path / f"x.{form}", cluster=client)
    sr.sweep(None, OVER, RESULTS, output=tmp_path / f"one.{form}")
    assert contents(tmp_path / f"x.{form}") == contents(tmp_path / f"one.{form}")
    assert sorted(one.name for one in tmp_path.iterdir()) == [f"one.{form}", f"x.{form}"]


def test_begun_by_threads_and_ended_by_workers(client, tmp_path):
    def told(points):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sr.sweep(None, OVER, RESULTS, output=tmp_path / "x.zarr", progress=told)
    points = []
    sr.sweep(None, OVER, RESULTS, output=tmp_path / "x.zarr", cluster=client, progress=points.append)
    sr.sweep(None, OVER, RESULTS, output=tmp_path / "one.zarr")
    assert len(points) > 1 and contents(tmp_path / "x.zarr") == contents(tmp_path / "one.zarr")


def test_workers_that_do_not_share_the_disk(client, tmp_path, monkeypatch):
    """As if on another machine: the folder that this process made is not where the workers look."""
    over = {**OVER, "rack.power": "90 kW:120 kW:50"}
    scatter = type(client).scatter

    def elsewhere(self, work, **more):
        object.__setattr__(work, "part", tmp_path / "not-there")
        return scatter(self, work, **more)

    monkeypatch.setattr(type(client), "scatter", elsewhere)
    with pytest.raises(StoreError, match=r"the workers do not see .*a disk that all of them share"):
        sr.sweep(None, over, RESULTS, output=tmp_path / "x.zarr", cluster=client)
    assert not list(tmp_path.iterdir())


class Refused(ValueError):
    """As an error of the scenario, which takes more than a text."""

    def __init__(self, where, what):
        super().__init__(where, what)
        self.where = where


@pytest.mark.parametrize(
    "problem", [sr.UnitError("5 kg is no length"), StoreError("full"), Refused("orbit", "is no orbit")]
)
def test_k9_what_a_worker_raises_arrives_as_itself(client, problem):
    def work(number):
        if number == 3:
            raise problem
        return number

    found = []
    with pytest.raises(type(problem)) as raised:
        found.extend(cluster.in_order(work, range(9), cluster=client))
    assert raised.value.args == problem.args and getattr(raised.value, "where", "orbit") == "orbit"
    assert list(cluster.in_order(abs, range(9), cluster=client)) == list(range(9))  # the workers live


@pytest.mark.slow
def test_a_cluster_that_gives_up_says_so_and_leaves_what_is_finished(client, tmp_path, monkeypatch):
    """As when all workers are killed: dask itself then cancels what they held."""
    from distributed.client import FutureCancelledError

    after, over = [2], {**OVER, "rack.power": "90 kW:120 kW:2500"}  # more pieces than are under way at a time

    def told(points):
        after[0] -= 1
        if not after[0]:
            monkeypatch.setattr(type(client), "submit", gone)

    def gone(self, *words, **more):
        raise FutureCancelledError("_apply-1", "lost")

    with pytest.raises(
        StoreError, match=r"lost workers and cannot go on .*Finished pieces are kept in .*x\.zarr\.part"
    ):
        sr.sweep(None, over, RESULTS, output=tmp_path / "x.zarr", cluster=client, progress=told)
    monkeypatch.undo()
    points = []
    sr.sweep(None, over, RESULTS, output=tmp_path / "x.zarr", cluster=client, progress=points.append)
    sr.sweep(None, over, RESULTS, output=tmp_path / "one.zarr")
    assert len(points) > 1 and contents(tmp_path / "x.zarr") == contents(tmp_path / "one.zarr")


def test_not_a_client():
    with pytest.raises(
        ValueError, match=r"cluster must be a dask\.distributed client, for example Client\(\), not str"
    ):
        sr.sweep(None, {"rack.power": "90 kW:120 kW:5"}, RESULTS, cluster="localhost:8786")


def test_workers_of_another_version():
    class Client:
        submit = scatter = nthreads = None

        def run(self, work):
            return {"tcp://a": "0.0.1"}

    with pytest.raises(ValueError, match=r"the workers have sunrack 0\.0\.1 and this process"):
        list(cluster.in_order(str, range(3), cluster=Client()))


@pytest.mark.parametrize("threads", [1, 3])
def test_results_come_in_order_and_few_are_held(threads):
    under_way, most = [0], [0]

    def work(number):
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        return number

    found = []
    for made in cluster.in_order(work, range(50), threads):
        found.append(made)
        under_way[0] -= 1
    assert found == list(range(50)) and most[0] <= 2 * threads + 1


def test_a_failure_stops_the_rest():
    done = []

    def work(number):
        done.append(number)
        if number == 3:
            raise OSError("no")

    with pytest.raises(OSError, match="no"):
        list(cluster.in_order(work, range(1000), 2))
    assert len(done) < 20
