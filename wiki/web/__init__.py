"""Pages: blueprints that read a request, check the permission, call the domain and render."""
