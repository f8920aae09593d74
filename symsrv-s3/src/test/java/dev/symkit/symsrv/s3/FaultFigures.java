// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What came of operations and how often what failed; of several stores. Thread-safe. */
final class FaultFigures {
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<FaultyServer.Fault, Integer> faults = new EnumMap<>(FaultyServer.Fault.class);
    private final Map<String, Integer> mostRequests = new TreeMap<>();

    synchronized void done(String operation, boolean succeeded, int requests) {
        outcomes.merge(succeeded ? operation : operation + " failed", 1, Integer::sum);
        mostRequests.merge(operation, requests, Math::max);
    }

    synchronized void failed(FaultyServer.Fault fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    synchronized Map<FaultyServer.Fault, Integer> faults() {
        return new EnumMap<>(faults);
    }

    synchronized int count(String outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    @Override
    public synchronized String toString() {
        return outcomes + ", requests at most " + mostRequests + ", " + faults;
    }
}
