"""A window of WebKitGTK that WebKitWebDriver drives: FOLDER DOWNLOADS [nothing-kept].

MiniBrowser, which WebKitWebDriver would start by itself, keeps nothing on disk when it is driven:
what is there after a kill could not be asked of it. This one keeps its data in FOLDER and puts
downloads into DOWNLOADS.
"""

import os
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

folder, downloads, *how = sys.argv[1:]
store = WebKit2.WebsiteDataManager(
    base_data_directory=os.path.join(folder, "data"),
    base_cache_directory=os.path.join(folder, "cache"),
)
context = WebKit2.WebContext(website_data_manager=store)
context.set_automation_allowed(True)
context.set_preferred_languages(["en-US"])
settings = WebKit2.Settings()
if "nothing-kept" in how:
    settings.set_enable_html5_local_storage(False)
    settings.set_enable_html5_database(False)


def open_view(_session):
    """A window for each that WebDriver asks for."""
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True, settings=settings)
    window = Gtk.Window(default_width=1180, default_height=820)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _view: window.destroy())
    return view


def begin(_context, session):
    """Says who is driven, which WebKitWebDriver waits for."""
    told = WebKit2.ApplicationInfo()
    told.set_name("ridealong-test")
    session.set_application_info(told)
    session.connect("create-web-view", open_view)


def take(_context, download):
    """A download goes to the folder by the name that the page gives it."""

    def place(download, name):
        download.set_destination(f"file://{os.path.join(downloads, name)}")
        return True

    download.connect("decide-destination", place)


context.connect("automation-started", begin)
context.connect("download-started", take)
Gtk.main()
