// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.util.List;

/** {@code -lat=}: switches the access times of NTFS on or off (agestore.md 4.4). Immutable. */
public final class LastAccessSwitch {
    private final Host host;

    /** @param host the machine */
    public LastAccessSwitch(Host host) {
        this.host = host;
    }

    /**
     * What came of it.
     *
     * @param done whether the switch was set
     * @param text what to tell the user, without a final line end
     */
    public record Result(boolean done, String text) {}

    /** Sets the switch of the whole machine; only Windows has one. */
    public Result set(boolean on) throws IOException {
        if (host.family() != Host.Family.WINDOWS) {
            return new Result(
                    false,
                    "There is no such switch on this system: the options of the mount decide (noatime, relatime, strictatime).");
        }
        List<String> command = List.of("fsutil", "behavior", "set", "disablelastaccess", on ? "0" : "1");
        Host.Answer answer = host.run(command);
        if (answer.exit() != 0) {
            return new Result(
                    false,
                    "Last-Access-Time support was not changed (administrator rights are needed): "
                            + answer.output().strip());
        }
        return new Result(
                true,
                "Last-Access-Time support is switched " + (on ? "on" : "off")
                        + " for all NTFS volumes of this computer. This may take effect after a restart only.");
    }
}
