"""The portal: settings, addresses, and the packages that know nothing of meetings."""
