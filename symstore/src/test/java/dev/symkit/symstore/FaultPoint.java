// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import java.io.IOException;

/** Fails the n-th call. Confined to one thread. */
final class FaultPoint implements CrashStorage.Point {
    private final int n;
    private final boolean effective;
    private int calls;
    private String failed = "";

    FaultPoint(int n, boolean effective) {
        this.n = n;
        this.effective = effective;
    }

    String failed() {
        return failed;
    }

    @Override
    public void before(String call) throws IOException {
        if (!effective) {
            count(call);
        }
    }

    @Override
    public void after(String call) throws IOException {
        if (effective) {
            count(call);
        }
    }

    private void count(String call) throws IOException {
        calls++;
        if (calls == n) {
            failed = call;
            throw new IOException("no space left on device");
        }
    }
}
