// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;

/** Answers to {@code ListObjectsV2}, page by page. Stateless. */
final class MemoryListing {
    private static final int PAGE = 1000;

    private MemoryListing() {}

    /** One page. */
    static MemoryBucket.Answer page(MemoryBucket.Request request, NavigableMap<String, MemoryBucket.Stored> all) {
        String prefix = request.parameter("prefix");
        String delimiter = request.parameter("delimiter");
        int most = request.has("max-keys") ? Integer.parseInt(request.parameter("max-keys")) : PAGE;
        String last = request.has("continuation-token")
                ? new String(HexFormat.of().parseHex(request.parameter("continuation-token")), StandardCharsets.UTF_8)
                : request.parameter("start-after");
        StringBuilder found = new StringBuilder();
        Map.Entry<String, MemoryBucket.Stored> next =
                last.compareTo(prefix) < 0 ? all.ceilingEntry(prefix) : all.higherEntry(last);
        for (int count = 0; count < most && next != null && next.getKey().startsWith(prefix); count++) {
            String key = next.getKey();
            int slash = delimiter.isEmpty() ? -1 : key.indexOf('/', prefix.length());
            if (slash >= 0) {
                found.append("<CommonPrefixes><Prefix>" + key.substring(0, slash + 1) + "</Prefix></CommonPrefixes>");
                last = key.substring(0, slash + 1) + MemoryBucket.LAST;
            } else {
                found.append(contents(key, next.getValue()));
                last = key;
            }
            next = all.higherEntry(last);
        }
        boolean truncated = next != null && next.getKey().startsWith(prefix);
        String token = HexFormat.of().formatHex(last.getBytes(StandardCharsets.UTF_8));
        return MemoryBucket.Answer.xml(
                "<ListBucketResult><Name>symbols</Name><Prefix>" + prefix + "</Prefix><IsTruncated>"
                        + truncated + "</IsTruncated>"
                        + (truncated ? "<NextContinuationToken>" + token + "</NextContinuationToken>" : "") + found
                        + "</ListBucketResult>");
    }

    private static String contents(String key, MemoryBucket.Stored object) {
        return "<Contents><Key>" + key + "</Key><LastModified>" + object.time() + "</LastModified><ETag>\""
                + object.tag() + "\"</ETag><Size>" + object.content().length + "</Size></Contents>";
    }
}
