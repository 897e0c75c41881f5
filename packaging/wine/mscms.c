/* mscms.dll: Wine's has no WcsCreateIccProfile, and raises when Qt asks for a screen's colours, so
   that Qt has no screen. Here no screen has a colour profile. */

#include <stddef.h>

#define NOTHING(name) __declspec(dllexport) void *name(void) { return NULL; }

NOTHING(OpenColorProfileW)
NOTHING(CloseColorProfile)
NOTHING(GetColorProfileFromHandle)
NOTHING(WcsCreateIccProfile)
