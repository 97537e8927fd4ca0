#pragma once
#include <cairo.h>
#include <cairo-pdf.h>

/* pango's own headers cannot be had through SwiftPM: pkg-config gives them with a flag (-pthread) that it refuses, with a
   warning in every build. These are the functions that are used, with pango's enumerations as the integers they are. A
   test compiles them together with pango's headers, so that they cannot differ. */

typedef struct _PangoAttribute PangoAttribute;
typedef struct _PangoAttrList PangoAttrList;
typedef struct _PangoContext PangoContext;
typedef struct _PangoFontDescription PangoFontDescription;
typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoLanguage PangoLanguage;
typedef struct _PangoLayout PangoLayout;

/* Units of pango in a point, where the resolution is 72. */
#define BRIDGE_PANGO_SCALE 1024

/* PangoAlignment */
#define BRIDGE_PANGO_ALIGN_LEFT 0u
#define BRIDGE_PANGO_ALIGN_CENTER 1u
#define BRIDGE_PANGO_ALIGN_RIGHT 2u
/* PangoWrapMode: between words, and within one that is too long. */
#define BRIDGE_PANGO_WRAP_WORD_CHAR 2u

PangoFontMap *pango_cairo_font_map_new(void);
void pango_cairo_context_set_resolution(PangoContext *context, double dpi);
void pango_cairo_context_set_font_options(PangoContext *context, const cairo_font_options_t *options);
void pango_cairo_show_layout(cairo_t *cr, PangoLayout *layout);

PangoContext *pango_font_map_create_context(PangoFontMap *fontmap);
void pango_context_set_language(PangoContext *context, PangoLanguage *language);
void pango_context_set_round_glyph_positions(PangoContext *context, int round_positions);
PangoLanguage *pango_language_from_string(const char *language);

PangoFontDescription *pango_font_description_from_string(const char *str);
void pango_font_description_free(PangoFontDescription *desc);

PangoAttrList *pango_attr_list_new(void);
void pango_attr_list_insert(PangoAttrList *list, PangoAttribute *attr);
void pango_attr_list_unref(PangoAttrList *list);
PangoAttribute *pango_attr_font_features_new(const char *features);

PangoLayout *pango_layout_new(PangoContext *context);
void pango_layout_set_text(PangoLayout *layout, const char *text, int length);
void pango_layout_set_attributes(PangoLayout *layout, PangoAttrList *attrs);
void pango_layout_set_markup(PangoLayout *layout, const char *markup, int length);
void pango_layout_set_width(PangoLayout *layout, int width);
void pango_layout_set_wrap(PangoLayout *layout, unsigned wrap);
void pango_layout_set_alignment(PangoLayout *layout, unsigned alignment);
void pango_layout_set_auto_dir(PangoLayout *layout, int auto_dir);
void pango_layout_set_line_spacing(PangoLayout *layout, float factor);
void pango_layout_set_font_description(PangoLayout *layout, const PangoFontDescription *desc);
void pango_layout_get_size(PangoLayout *layout, int *width, int *height);
int pango_layout_get_baseline(PangoLayout *layout);
int pango_layout_get_unknown_glyphs_count(PangoLayout *layout);

void g_object_unref(void *object);
