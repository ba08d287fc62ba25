vcl 4.1;

backend default {
    .host = "127.0.0.1";
    .port = "@UPSTREAM@";
}

sub vcl_recv {
    # Ranges, conditions and HEAD are for the application: Varnish has its own way with them.
    if (req.http.Range) {
        return (pipe);
    }
    if (req.method == "HEAD" || req.http.If-None-Match) {
        return (pass);
    }
}

sub vcl_backend_response {
    # Cache only what says for how long.
    if (beresp.http.Cache-Control !~ "max-age" && !beresp.http.Expires) {
        set beresp.uncacheable = true;
        set beresp.ttl = 120s;
        return (deliver);
    }
}
