// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.symproxy.web.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A body of which somebody hears if it cannot be read. */
record TellingContent(Content content, Consumer<IOException> broken) implements Content {
    @Override
    public long length() {
        return content.length();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            return content.read(into);
        } catch (IOException e) {
            broken.accept(e);
            throw e;
        }
    }

    @Override
    public void whenMore(Runnable again) {
        content.whenMore(again);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
