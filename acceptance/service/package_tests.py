"""The package by itself, on no machine."""

import hashlib
import os
import shutil
import zipfile

from harness import HOME, check
from machine import build, run, story


def lintian_finds_no_error(place):
    said = run("lintian", *(["--allow-root"] if os.geteuid() == 0 else []), "--fail-on", "error", story["deb"], wrong=True)
    check("E:" not in said, said)


def the_package_has_what_the_contract_names(place):
    names = run("dpkg-deb", "-c", story["deb"])
    for name in ("usr/bin/meetpost", "usr/lib/meetpost/meetpost.jar", "usr/lib/meetpost/native/aarch64/libgpiod.so",
                 "usr/lib/meetpost/native/armhf/libgpiod.so", "etc/meetpost/meetpost.yaml",
                 "lib/systemd/system/meetpost.service", "lib/systemd/system/meetpost-broker.service",
                 "usr/share/man/man1/meetpost.1.gz", "usr/share/bash-completion/completions/meetpost",
                 "usr/share/doc/meetpost/copyright", "usr/share/doc/meetpost/changelog.gz"):
        check(f"./{name}\n" in names, f"no {name} in:\n{names}")
    with zipfile.ZipFile(os.path.join(HOME, "systemd", "target", "meetpost.jar")) as jar:
        check("META-INF/sbom/meetpost.cdx.json" in jar.namelist(), "the package's jar does not list what is in it")
    page = run("sh", "-c", f"dpkg-deb --fsys-tarfile {story['deb']} | tar -xO ./usr/share/man/man1/meetpost.1.gz | gzip -d")
    for subcommand in ("run", "simulate", "broker", "check", "read", "set"):
        check(f".SS meetpost {subcommand}" in page, f"{subcommand} is not in the manual:\n{page}")


def a_second_build_elsewhere_gives_the_same_bytes(place):
    def digest(name):
        with open(name, "rb") as f:
            return hashlib.sha256(f.read()).hexdigest()

    elsewhere = os.path.join(place.directory, "a longer name than the first")
    shutil.copytree(HOME, elsewhere, ignore=shutil.ignore_patterns(".git", ".cache", "target", "__pycache__"))
    zone = os.environ.get("TZ")
    before = os.umask(0o077)
    os.environ["TZ"] = "Asia/Tokyo"
    try:
        second = build(elsewhere)
    finally:
        os.umask(before)
        os.environ.pop("TZ")
        if zone:
            os.environ["TZ"] = zone

    for name in ("meetpost.jar", os.path.basename(story["deb"])):
        first = os.path.join(HOME, "systemd", "target", name)
        check(digest(first) == digest(os.path.join(os.path.dirname(second), name)), f"{name} differs")


TESTS = [lintian_finds_no_error, the_package_has_what_the_contract_names, a_second_build_elsewhere_gives_the_same_bytes]
