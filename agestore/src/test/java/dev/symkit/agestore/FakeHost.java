// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A machine of any kind: {@code text} is its system file, and the first answer of each command that is asked for. */
final class FakeHost implements Host {
    static final String RELATIME = "1 0 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n";

    final List<List<String>> commands = new ArrayList<>();
    private final Family family;
    private final String text;
    private final int exit;

    FakeHost(Family family, String text, int exit) {
        this.family = family;
        this.text = text;
        this.exit = exit;
    }

    static FakeHost linux(String mountInfo) {
        return new FakeHost(Family.LINUX, mountInfo, 0);
    }

    @Override
    public Family family() {
        return family;
    }

    @Override
    public String read(String file) throws IOException {
        if (!file.equals("/proc/self/mountinfo")) {
            throw new IOException(file);
        }
        return text;
    }

    @Override
    public Answer run(List<String> command) throws IOException {
        commands.add(command);
        if (text.isEmpty()) {
            throw new IOException(command.get(0));
        }
        return new Answer(exit, text);
    }
}
