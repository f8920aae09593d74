// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the access times of a directory tree mean something (agestore.md 4.2). */
public enum AccessTimes {
    /** They are exact. */
    EXACT,
    /** They are right to about one day. */
    DAILY,
    /** They mean nothing; files have creation times instead. */
    CREATION_INSTEAD,
    /** They mean nothing, and creation times are not known either. */
    MODIFICATION_INSTEAD;

    private static final String KEY = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\FileSystem";
    private static final String VALUE = "NtfsDisableLastAccessUpdate";
    private static final Pattern REG_DWORD = Pattern.compile(VALUE + "\\s+REG_DWORD\\s+0x([0-9A-Fa-f]{1,8})\\b");
    private static final Pattern FSUTIL = Pattern.compile("=\\s*([0-9]{1,10})\\b");
    private static final Set<String> NETWORK =
            Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "smb", "9p", "fuse", "fuseblk", "afpfs", "webdav", "ceph");

    /** Whether access times mean something. */
    public boolean kept() {
        return this == EXACT || this == DAILY;
    }

    /** What is known of the tree below {@code root}; what cannot be found out counts as not kept. */
    static AccessTimes detect(Host host, Path root) {
        Optional<AccessTimes> kept = switch (host.family()) {
            case WINDOWS -> windows(host, root);
            case LINUX -> linux(host, root);
            case MAC -> mac(host, root);
            case OTHER -> Optional.empty();
        };
        return kept.orElse(hasCreationTimes(root) ? CREATION_INSTEAD : MODIFICATION_INSTEAD);
    }

    /** NTFS: bit 0 of the registry value, which {@code fsutil} shows too. A share is another machine's. */
    private static Optional<AccessTimes> windows(Host host, Path root) {
        if (root.toString().startsWith("\\\\")) {
            return Optional.empty();
        }
        Optional<Long> value = number(host, List.of("reg", "query", KEY, "/v", VALUE), REG_DWORD, 16)
                .or(() -> number(host, List.of("fsutil", "behavior", "query", "disablelastaccess"), FSUTIL, 10));
        return value.isPresent() && (value.get() & 1) == 0 ? Optional.of(EXACT) : Optional.empty();
    }

    private static Optional<Long> number(Host host, List<String> command, Pattern pattern, int radix) {
        try {
            Matcher matcher = pattern.matcher(host.run(command).output());
            return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1), radix)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // agestore.md 4.2: failure to read counts as disabled
        }
    }

    private static Optional<AccessTimes> linux(Host host, Path root) {
        Optional<Mount> mount;
        try {
            mount = Mount.holding(root.toRealPath(), Mount.ofMountInfo(host.read("/proc/self/mountinfo")));
        } catch (IOException e) {
            return Optional.empty();
        }
        return mount.filter(AccessTimes::updates).map(each -> each.has("relatime") ? DAILY : EXACT);
    }

    private static Optional<AccessTimes> mac(Host host, Path root) {
        Optional<Mount> mount;
        try {
            mount = Mount.holding(
                    root.toRealPath(), Mount.ofMount(host.run(List.of("mount")).output()));
        } catch (IOException e) {
            return Optional.empty();
        }
        return mount.filter(AccessTimes::updates).map(each -> DAILY);
    }

    private static boolean updates(Mount mount) {
        String type = mount.type();
        boolean network = NETWORK.contains(type) || type.startsWith("fuse.");
        return !network && !mount.has("noatime") && !mount.has("ro") && !mount.has("read-only");
    }

    /**
     * Whether the platform tells creation times. Where it does not it gives the modification time, so a directory that was changed
     * after it was made shows it: the root or one that it lies in.
     */
    private static boolean hasCreationTimes(Path root) {
        try {
            Path real = root.toRealPath();
            FileStore store = Files.getFileStore(real);
            for (Path each = real; each != null && Files.getFileStore(each).equals(store); each = each.getParent()) {
                BasicFileAttributes attributes = Files.readAttributes(each, BasicFileAttributes.class);
                if (attributes.creationTime().toMillis() > 0
                        && !attributes.creationTime().equals(attributes.lastModifiedTime())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
