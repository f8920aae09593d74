// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes on their way into a multipart upload, part by part; the upload begins with the first whole part. Closing gives it up unless it is finished. */
final class S3Output extends OutputStream {
    /** A thousand parts of this size, and the next ones twice as large: 10,000 parts, the most there may be, are more than 40 TB. */
    static final int PART = 8 << 20;

    /** Uploads with more have parts of different sizes. */
    static final int PARTS_OF_A_SIZE = 1000;

    private static final int LARGEST_PART = 512 << 20;
    private static final int FIRST_BUFFER = 16 << 10;

    private final S3Uploads uploads;
    private final String path;
    private final Optional<Instant> modified;
    private final int largestText;
    private final List<String> tags = new ArrayList<>();
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int length;
    private @Nullable String id;
    private boolean finished;

    /** @param largestText contents of so many bytes or less become no upload but a text in the handle; 0 for none */
    S3Output(S3Uploads uploads, String path, Optional<Instant> modified, int largestText) {
        this.uploads = uploads;
        this.path = path;
        this.modified = modified;
        this.largestText = largestText;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int at = from;
        int left = count;
        while (left > 0) {
            int part = partSize();
            if (length == part) {
                sendPart();
                continue;
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(part, 2 * buffer.length));
            }
            int some = Math.min(left, Math.min(part, buffer.length) - length);
            System.arraycopy(bytes, at, buffer, length, some);
            length += some;
            at += some;
            left -= some;
        }
    }

    private int partSize() {
        return (int) Math.min(LARGEST_PART, (long) PART << Math.min(20, tags.size() / PARTS_OF_A_SIZE));
    }

    private void sendPart() throws IOException {
        String upload = id;
        if (upload == null) {
            upload = uploads.begin(path, modified);
            id = upload;
        }
        tags.add(uploads.part(path, upload, tags.size() + 1, buffer, length));
        length = 0;
    }

    /** All bytes were written. */
    S3Handle finish() throws IOException {
        S3Handle handle;
        if (id == null && length <= largestText && largestText > 0) {
            handle = S3Handle.Text.of(modified, buffer, length);
        } else {
            if (length > 0 || tags.isEmpty()) {
                sendPart(); // an upload has one part at least, be it empty
            }
            handle = new S3Handle.Upload(String.valueOf(id), path, tags);
        }
        finished = true;
        return handle;
    }

    @Override
    public void close() throws IOException {
        if (!finished && id != null) {
            uploads.abort(path, id);
        }
    }
}
