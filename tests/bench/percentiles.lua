-- What wrk tells at the end, as JSON: requests, microseconds, percentiles, what failed.
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '{"requests": %d, "duration": %d, "p50": %d, "p95": %d, "failed": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
    e.connect + e.read + e.write + e.status + e.timeout))
end
