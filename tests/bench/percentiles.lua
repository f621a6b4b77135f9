-- The addresses in turn, each with the ETag after it if it is asked for conditionally: "-" for none.
local asked = {}
local turn = 0

init = function(args)
  for at = 1, #args, 2 do
    local headers = {}
    for name, value in pairs(wrk.headers) do headers[name] = value end
    if args[at + 1] ~= "-" then headers["If-None-Match"] = args[at + 1] end
    asked[#asked + 1] = wrk.format("GET", args[at], headers)
  end
end

request = function()
  turn = turn % #asked + 1
  return asked[turn]
end

-- What wrk tells at the end, as JSON: requests, microseconds, percentiles, what failed.
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '{"requests": %d, "duration": %d, "p50": %d, "p95": %d, "failed": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
    e.connect + e.read + e.write + e.status + e.timeout))
end
