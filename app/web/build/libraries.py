#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Static libraries for the page, each built once: libraries.py SOURCES PREFIX

SOURCES is what sources.sh fetched. Of a library only the files that the program reaches are compiled (NAME.txt beside this
script, taken from a link map); one that is missing shows as an undefined symbol when the page is linked. A library is built
again when its row here, its list or its source's version changes: PREFIX/NAME.done holds a hash of them.
"""
import concurrent.futures
import glob
import hashlib
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES, PREFIX = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
COMPILER = os.path.join(HERE, "compiler.sh")
FLAGS = ["-Os", "-ffunction-sections", "-fdata-sections", "-w"]
# templates/sheet/spool.c has this function in its place; a linker of WebAssembly takes no symbol twice.
FILE_FLAGS = {"src/utility.c": ["-Dlxw_tmpfile=lxw_tmpfile_of_the_library"]}

EXPAT_CONFIG = """#define BYTEORDER 1234
#define HAVE_MEMMOVE 1
#define HAVE_UNISTD_H 1
#define STDC_HEADERS 1
#define XML_CONTEXT_BYTES 1024
#define XML_DEV_URANDOM 1
#define XML_DTD 1
#define XML_NS 1
"""
GSL_CONFIG = """#define PACKAGE "gsl"
#define VERSION "2.7.1"
#define HAVE_INLINE 1
#define HAVE_C99_INLINE 1
#define HAVE_PRINTF_LONGDOUBLE 1
#define HAVE_VPRINTF 1
#define HAVE_DECL_ISNAN 1
#define HAVE_DECL_ISINF 1
#define HAVE_DECL_ISFINITE 1
#define HAVE_DECL_FINITE 0
#define HAVE_DECL_EXPM1 1
#define HAVE_DECL_LOG1P 1
#define HAVE_DECL_HYPOT 1
#define HAVE_DECL_ACOSH 1
#define HAVE_DECL_ASINH 1
#define HAVE_DECL_ATANH 1
#define HAVE_DECL_FREXP 1
#define HAVE_DECL_LDEXP 1
#define HAVE_IEEE_COMPARISONS 1
#define HAVE_IEEE_DENORMALS 1
#define HAVE_SNPRINTF 1
#define HAVE_STRTOL 1
#define HAVE_STRTOUL 1
#define STDC_HEADERS 1
#define RELEASED
#define GSL_COERCE_DBL(x) (x)
#define DISCARD_POINTER(p) do { ; } while(p ? 0 : 0);
#define GSL_RANGE_CHECK 1
#define RETURN_IF_NULL(x) if (!x) { return ; }
#define GSL_DISABLE_DEPRECATED 1
"""
ZIP_CONFIG = """#include "zipconf.h"
#define HAVE_FILENO
#define HAVE_FSEEKO
#define HAVE_FTELLO
#define HAVE_LOCALTIME_R
#define HAVE_SNPRINTF
#define HAVE_STRCASECMP
#define HAVE_STRDUP
#define HAVE_STRTOLL
#define HAVE_STRTOULL
#define HAVE_STDBOOL_H
#define HAVE_STRINGS_H
#define HAVE_UNISTD_H
#define SIZEOF_OFF_T 8
#define SIZEOF_SIZE_T 4
#define PACKAGE "libzip"
#define VERSION "1.7.3"
"""
ZIPCONF = """#ifndef _HAD_ZIPCONF_H
#define _HAD_ZIPCONF_H
#define LIBZIP_VERSION "1.7.3"
#define LIBZIP_VERSION_MAJOR 1
#define LIBZIP_VERSION_MINOR 7
#define LIBZIP_VERSION_MICRO 3
#include <inttypes.h>
typedef int8_t zip_int8_t;
typedef uint8_t zip_uint8_t;
typedef int16_t zip_int16_t;
typedef uint16_t zip_uint16_t;
typedef int32_t zip_int32_t;
typedef uint32_t zip_uint32_t;
typedef int64_t zip_int64_t;
typedef uint64_t zip_uint64_t;
#define ZIP_INT8_MIN INT8_MIN
#define ZIP_INT8_MAX INT8_MAX
#define ZIP_UINT8_MAX UINT8_MAX
#define ZIP_INT16_MIN INT16_MIN
#define ZIP_INT16_MAX INT16_MAX
#define ZIP_UINT16_MAX UINT16_MAX
#define ZIP_INT32_MIN INT32_MIN
#define ZIP_INT32_MAX INT32_MAX
#define ZIP_UINT32_MAX UINT32_MAX
#define ZIP_INT64_MIN INT64_MIN
#define ZIP_INT64_MAX INT64_MAX
#define ZIP_UINT64_MAX UINT64_MAX
#endif
"""


def zip_errors(folder):
    """What the library's own build makes from the comments of zip.h: the texts of its errors."""
    with open(os.path.join(folder, "zip.h"), encoding="utf-8") as file:
        rows = re.findall(r"^#define ZIP_ER_\w+ (\d+)\s+/\* ([NSZ]) (.*?) \*/", file.read(), re.M)
    kinds = {"N": "ZIP_ET_NONE", "S": "ZIP_ET_SYS", "Z": "ZIP_ET_ZLIB"}
    text = '#include "zipint.h"\nconst char *const _zip_err_str[] = {\n%s};\nconst int _zip_nerr_str = %d;\n' % (
        "".join('    "%s",\n' % row[2] for row in rows), len(rows))
    return text + "const int _zip_err_type[] = {\n%s};\n" % "".join("    %s,\n" % kinds[row[1]] for row in rows)


def listed(name, more=()):
    with open(os.path.join(HERE, name + ".txt"), encoding="ascii") as file:
        return file.read().split() + list(more)


def globbed(folder, pattern, more=()):
    return sorted(os.path.relpath(x, folder) for x in glob.glob(os.path.join(folder, pattern))) + list(more)


def source(*parts):
    return os.path.join(SOURCES, *parts)


def amalgamation():
    """SQLite as one file, made by its own build with the machine's compiler."""
    folder = os.path.join(PREFIX, "obj", "amalgamation")
    if not os.path.exists(os.path.join(folder, "sqlite3.c")):
        os.makedirs(folder, exist_ok=True)
        quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
        subprocess.run([source("sqlite3", "configure"), "--disable-tcl", "--disable-readline"], env={**os.environ, "CC": "gcc"}, **quiet)
        subprocess.run(["make", "-s", "sqlite3.c"], **quiet)
    return folder


# name, folder, files, flags, configuration files, headers (file, or file and folder), package (version, libs, cflags)
def rows():
    glpk, xlsx, zip_ = source("glpk", "src"), source("libxlsxwriter"), source("libzip", "lib")
    glpk_parts = ("amd", "api", "bflib", "colamd", "draft", "env", "intopt", "minisat", "misc", "mpl", "npp", "proxy", "simplex")
    yield ("z", source("zlib"), "adler32.c crc32.c deflate.c infback.c inffast.c inflate.c inftrees.c trees.c zutil.c compress.c "
           "uncompr.c gzclose.c gzlib.c gzread.c gzwrite.c".split(), ["-DHAVE_UNISTD_H"], {}, ["zlib.h", "zconf.h"],
           ("zlib", "1.2.13", "-lz", ""))
    yield ("cjson", source("cjson"), ["cJSON.c"], [], {}, [("cJSON.h", "cjson")], ("libcjson", "1.7.15", "-lcjson", ""))
    yield ("utf8proc", source("utf8proc"), ["utf8proc.c"], ["-DUTF8PROC_STATIC"], {}, ["utf8proc.h"],
           ("libutf8proc", "2.8.0", "-lutf8proc", "-DUTF8PROC_STATIC"))
    yield ("expat", source("expat", "expat", "lib"), ["xmlparse.c", "xmlrole.c", "xmltok.c"], ["-DHAVE_EXPAT_CONFIG_H", "-DXML_STATIC"],
           {"expat_config.h": EXPAT_CONFIG}, ["expat.h", "expat_external.h"], ("expat", "2.5.0", "-lexpat", "-DXML_STATIC"))
    yield ("sqlite3", amalgamation(), ["sqlite3.c"], "-DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_SECURE_DELETE "
           "-DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_USE_URI=1 -DSQLITE_DEFAULT_MEMSTATUS=0".split(), {}, ["sqlite3.h"],
           ("sqlite3", "3.40.1", "-lsqlite3", ""))
    yield ("glpk", glpk, listed("glpk"), ["-I" + os.path.join(glpk, x) for x in glpk_parts] + ["-DHAVE_SYS_TIME_H", "-DHAVE_GETTIMEOFDAY"],
           {}, ["glpk.h"], None)
    yield ("minizip", source("minizip"), ["ioapi.c", "zip.c"], ["-DUSE_FILE32API", "-DNOCRYPT", "-DNOUNCRYPT"], {},
           [("zip.h", "minizip"), ("ioapi.h", "minizip")], None)
    yield ("xlsxwriter", xlsx, globbed(xlsx, "src/*.c", ["third_party/md5/md5.c", "third_party/tmpfileplus/tmpfileplus.c"]),
           ["-I" + os.path.join(xlsx, "include"), "-DUSE_SYSTEM_MINIZIP", "-DUSE_FILE32API"], {},
           ["include/xlsxwriter.h", *((x, "xlsxwriter") for x in globbed(xlsx, "include/xlsxwriter/*.h")),
            *((x, "xlsxwriter/third_party") for x in globbed(xlsx, "include/xlsxwriter/third_party/*.h"))],
           ("xlsxwriter", "1.1.4", "-lxlsxwriter -lminizip -lz", ""))
    yield ("zip", zip_, listed("zip", ["zip_mkstempm.c", "zip_source_file_stdio_named.c", "zip_random_unix.c", "@zip_err_str.c"]),
           ["-DHAVE_CONFIG_H"], {"config.h": ZIP_CONFIG, "zipconf.h": ZIPCONF, "zip_err_str.c": zip_errors(zip_)},
           ["zip.h", "@zipconf.h"], ("libzip", "1.7.3", "-lzip -lz", "-DZIP_STATIC"))
    yield ("gsl", source("gsl"), listed("gsl"), ["-DHAVE_CONFIG_H", "-DGSL_DISABLE_DEPRECATED"], {"config.h": GSL_CONFIG},
           [(os.path.relpath(x, source("gsl")), "gsl") for x in
            sorted(glob.glob(source("gsl", "**", "gsl_*.h"), recursive=True))], ("gsl", "2.7.1", "-lgsl", ""))


def one(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit("%s\n%s" % (" ".join(command), done.stdout))


def headers(folder, config, wanted):
    for row in wanted:
        name, below = row if isinstance(row, tuple) else (row, "")
        there = os.path.join(config, name[1:]) if name[0] == "@" else os.path.join(folder, name)
        os.makedirs(os.path.join(PREFIX, "include", below), exist_ok=True)
        shutil.copy(os.path.realpath(there), os.path.join(PREFIX, "include", below, os.path.basename(name.lstrip("@"))))


def build(name, folder, files, flags, config, wanted, package):
    objects, configured = os.path.join(PREFIX, "obj", name), os.path.join(PREFIX, "obj", "config-" + name)
    shutil.rmtree(objects, ignore_errors=True)
    for place in (objects, configured, os.path.join(PREFIX, "lib", "pkgconfig")):
        os.makedirs(place, exist_ok=True)
    for file, text in config.items():
        with open(os.path.join(configured, file), "w", encoding="ascii") as out:
            out.write(text)
    headers(folder, configured, wanted)
    include = ["-I" + configured, "-I" + folder, "-I" + os.path.join(PREFIX, "include")]
    made, commands = [], []
    for file in files:
        made.append(os.path.join(objects, file.lstrip("@").replace("/", "_") + ".o"))
        there = os.path.join(configured, file[1:]) if file[0] == "@" else os.path.join(folder, file)
        commands.append([COMPILER, *FLAGS, "-I" + os.path.dirname(there), *include, *flags, *FILE_FLAGS.get(file, []), "-c", there, "-o", made[-1]])
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(one, commands))
    archive = os.path.join(PREFIX, "lib", "lib%s.a" % name)
    if os.path.exists(archive):
        os.remove(archive)
    one(["emar", "qcs", archive, *sorted(made)])
    if package:
        with open(os.path.join(PREFIX, "lib", "pkgconfig", package[0] + ".pc"), "w", encoding="ascii") as out:
            out.write("Name: {0}\nDescription: {0}\nVersion: {1}\nLibs: -L{4}/lib {2}\nCflags: -I{4}/include {3}\n".format(*package, PREFIX))


def main():
    os.makedirs(PREFIX, exist_ok=True)
    os.environ["EMSDK_PYTHON"] = "/usr/bin/python3"
    for row in rows():
        version = sorted(os.path.basename(x) for x in glob.glob(source("*.dsc")))
        key = hashlib.sha256(repr((row, FLAGS, FILE_FLAGS, version)).encode()).hexdigest()
        done = os.path.join(PREFIX, row[0] + ".done")
        if os.path.exists(done) and open(done, encoding="ascii").read() == key:
            continue
        print("library %s: %d files" % (row[0], len(row[2])), flush=True)
        build(*row)
        with open(done, "w", encoding="ascii") as out:
            out.write(key)


main()
