// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.module.Surroundings;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.session.SessionRequest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The symbol path and the home directory, and the client that finds files along them. Confined to the thread of the shell. */
final class SearchClient implements Closeable {
    private final Surroundings around;
    private String symbolPath;
    private String home = "";
    private @Nullable ClientSession client;

    SearchClient(Surroundings around) {
        this.around = around;
        this.symbolPath = around.symbolPath();
    }

    String symbolPath() {
        return symbolPath;
    }

    void setSymbolPath(String value) throws IOException {
        symbolPath = value;
        close();
    }

    Path home() throws IOException {
        if (!home.isEmpty()) {
            return Path.of(home);
        }
        Path store = around.resolve(opened().defaultStore());
        Path parent = store.getParent();
        return parent == null ? store : parent;
    }

    void setHome(Path directory) throws IOException {
        home = directory.toString();
        close();
    }

    /** Opened when it is asked for, and again after a change. */
    ClientSession opened() throws IOException {
        ClientSession opened = client;
        if (opened == null) {
            SessionRequest request =
                    SessionRequest.of(symbolPath).withHome(home).heardBy(around.listener());
            try {
                opened = ClientSession.open(request, around.machine());
            } catch (ClientSession.BadPath e) {
                throw new IOException("the symbol path cannot be used: " + e.getMessage(), e);
            }
            client = opened;
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        ClientSession opened = client;
        client = null;
        if (opened != null) {
            opened.close();
        }
    }
}
