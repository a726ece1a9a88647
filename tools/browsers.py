"""Finds the other browsers that the core of the tests runs in: Firefox, WebKitGTK; where one cannot be had, says why.

BROWSERS names those that the core is to run in, such as BROWSERS=chromium or BROWSERS=chromium,firefox; without it all
three. Chromium, in which every test of the built site runs, is found by tools/browser.py.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from tools import browser, packages

ALL = ("chromium", "firefox", "webkit")
FIREFOX = ("firefox-esr", "firefox")
APPLICATION = "/Applications/Firefox.app/Contents/MacOS/firefox"
MINI_BROWSERS = ("lib*/webkit2gtk-4.*/MiniBrowser", "lib*/*/webkit2gtk-4.*/MiniBrowser")  # by distribution
PACKAGES = {"firefox": ("firefox-esr",), "webkit": ("webkit2gtk-driver", "xvfb")}
PREFERENCES: dict[str, str | float | bool] = {
    # Else Firefox is tested with rules that no reader's has; the second is the strictest of those.
    "remote.prefs.recommended": False,
    "security.fileuri.strict_origin_policy": True,
    "browser.download.alwaysOpenPanel": False,
    # Quiet: it talks to the site and to nobody else.
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutHomeSnippets.updateUrl": "",
    "browser.newtabpage.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.update.enabled": False,
    "browser.search.update": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}


class Missing(Exception):
    """A browser that cannot be had here; the message says why, and what to do."""


def wanted() -> tuple[str, ...]:
    """The browsers that BROWSERS names, all where it names none."""
    named = os.environ.get("BROWSERS", "").replace(",", " ").lower().split()
    if unknown := [name for name in named if name not in ALL]:
        raise Missing(f"BROWSERS={' '.join(named)} names {unknown[0]}; it can name {', '.join(ALL)}.")
    return tuple(name for name in ALL if name in named or not named)


def firefox() -> str:
    """The path of Firefox."""
    _wanted("firefox")
    found = [path for name in FIREFOX if (path := shutil.which(name))]
    found += [APPLICATION] if Path(APPLICATION).exists() else []
    if not found:
        raise Missing(
            "There is no Firefox here (Debian: apt-get install firefox-esr; macOS: brew install --cask firefox)."
        )
    return found[0]


def webkit() -> tuple[str, str]:
    """The paths of WebKitGTK's driver and of its small browser."""
    _wanted("webkit")
    driver = shutil.which("WebKitWebDriver")
    minis = sorted(str(path) for pattern in MINI_BROWSERS for path in Path("/usr").glob(pattern))
    if not (driver and minis and shutil.which("Xvfb")):
        raise Missing(
            "There is no WebKitGTK with driver and screen here (Debian: apt-get install webkit2gtk-driver xvfb)."
        )
    return driver, minis[-1]


def _wanted(name: str) -> None:
    if name not in wanted():
        raise Missing(f"BROWSERS={os.environ['BROWSERS']} leaves {name} out.")


def start_firefox(playwright: Playwright, downloads: Path) -> Browser:
    """Firefox as it is installed, by WebDriver BiDi; what it saves lies in `downloads`."""
    return playwright.firefox.launch(
        channel="moz-firefox", executable_path=firefox(), downloads_path=downloads, firefox_user_prefs=PREFERENCES
    )


def found(name: str) -> str:
    """The path of Firefox or of WebKitGTK's browser."""
    return firefox() if name == "firefox" else webkit()[1]


def fetch(name: str) -> str:
    """The same, installed first where that is needed and possible."""
    _wanted(name)
    try:
        return found(name)
    except Missing:
        several = " with ".join(PACKAGES[name])
        print(f"Installing {several} with apt-get, if that is possible here (about 300 MB, once)", flush=True)
        packages.install(*PACKAGES[name])
        return found(name)


def main() -> None:
    """Find or install the browsers of the tests, and name them."""
    try:
        chosen = wanted()
        with sync_playwright() as playwright:
            started, name = browser.start(playwright)
            started.close()
    except (Missing, browser.NoBrowser) as error:
        sys.exit(str(error))
    print(f"Browser for the tests: {name}")
    for other in ALL[1:]:
        if other in chosen:
            try:
                print(f"Their core also runs in {fetch(other)}")
            except Missing as error:
                print(f"Their core does not run in {other}. {error}")


if __name__ == "__main__":
    main()
