-- wrk's own summary as one line of JSON; times in microseconds. `served` counts what was asked, also what the server
-- still works off when the time is over: it costs the server as much.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  asked = wrk.format()
  -- wrk forms one request for itself before it sends the first.
  sent = -1
end

function request()
  sent = sent + 1
  return asked
end

function done(summary, latency, requests)
  local errors, served = summary.errors, 0
  for _, thread in ipairs(threads) do
    served = served + thread:get("sent")
  end
  print(string.format(
    '{"requests": %d, "served": %d, "duration": %d, "p50": %d, "p95": %d, "errors": %d}',
    summary.requests, served, summary.duration, latency:percentile(50), latency:percentile(95),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
