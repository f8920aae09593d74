// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts what is asked of a storage, its staging and its lock. A call that is made of others by default counts as those, but for the two
 * that a storage over a network does with one request.
 */
public final class CallCounter {
    private static final Set<String> FREE =
            Set.of("separator", "adminDirectory", "canonicalNames", "needsDirectories", "close", "committed");

    /** What they give back is lost with the answer, and nobody would close it. */
    private static final Set<String> GIVING = Set.of("lock", "newStaging", "open");

    private volatile int allowed = Integer.MAX_VALUE;
    private volatile boolean lostTakesEffect;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** A storage that does what {@code real} does. */
    public StoreStorage over(StoreStorage real) {
        return over(StoreStorage.class, real);
    }

    private <T> T over(Class<T> type, T real) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    boolean ofOthers = method.getName().equals("readAll")
                            || method.getName().equals("isCaseSensitive")
                            || (method.getName().equals("list") && method.getParameterCount() == 2);
                    if (ofOthers) {
                        return InvocationHandler.invokeDefault(self, method, arguments);
                    }
                    int number = note(method, arguments);
                    boolean lost = number > allowed;
                    if (lost && !(lostTakesEffect && number == allowed + 1 && !GIVING.contains(method.getName()))) {
                        throw new IOException("connection lost");
                    }
                    try {
                        Object result = counted(method.invoke(real, arguments));
                        if (lost) {
                            throw new IOException("connection lost");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }

    /**
     * Lets all calls fail after some.
     *
     * @param count of calls that do not fail
     * @param takesEffect whether the first that fails takes effect all the same
     */
    public void breakAfter(int count, boolean takesEffect) {
        allowed = count;
        lostTakesEffect = takesEffect;
    }

    private Object counted(Object result) {
        if (result instanceof Staging staging) {
            return over(Staging.class, staging);
        }
        return result instanceof StoreLock lock ? over(StoreLock.class, lock) : result;
    }

    /** Gives back which call this is, counted from 1; 0 for one that is not counted. */
    private synchronized int note(Method method, Object[] arguments) {
        if (FREE.contains(method.getName())) {
            return 0;
        }
        boolean path = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
        int at = method.getName().equals("publish") ? 1 : 0; // behind the handle
        calls.add(method.getName() + (path ? " " + arguments[at] : ""));
        return calls.size();
    }

    /** Each call and the path it was for, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** How often each method was called. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach(call -> counts.merge(call.split(" ", 2)[0], 1, Integer::sum));
        return counts;
    }

    /** Forgets all calls. */
    public void reset() {
        calls.clear();
    }
}
